import { readFile } from 'node:fs/promises'
import { SignalboxError } from '@shared/base/errors'
import type { DerivedChannel } from '@shared/model/derived'
import { readDerivedChannel } from './derive-option'

/**
 * The derived channels in a script: a line `name(unit) = expression` each, in the order in which they are computed; what
 * follows a `#` at a line's start or after a space is a comment, and empty lines are left out.
 * @throws SignalboxError `not-found`, or `bad-input` that names the line.
 */
export async function readScript(path: string): Promise<readonly DerivedChannel[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new SignalboxError('not-found', `--script ${path} cannot be read`, {
      remedy: 'Check the path.',
      cause: error
    })
  })
  return text.split(/\r?\n/).flatMap((line, index) => {
    const content = line.replace(/(^|\s)#.*$/, '').trim()
    return content === '' ? [] : [readDerivedChannel(content, `--script ${path}, line ${index + 1}:`)]
  })
}
