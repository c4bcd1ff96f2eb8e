import { readFile } from 'node:fs/promises'
import { asSignalboxError, SignalboxError } from '@shared/base/errors'
import { readScript } from '@shared/expression'
import type { DerivedChannel } from '@shared/model/derived'

/**
 * The derived channels in a script, see `readScript`.
 * @throws SignalboxError `not-found`, or `bad-input` that names the file and what in it does not fit.
 */
export async function readScriptFile(path: string): Promise<readonly DerivedChannel[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new SignalboxError('not-found', `--script ${path} cannot be read`, {
      remedy: 'Check the path.',
      cause: error
    })
  })
  try {
    return readScript(text)
  } catch (error) {
    const { code, message, remedy } = asSignalboxError(error)
    throw new SignalboxError(code, `--script ${path}: ${message}`, { remedy, cause: error })
  }
}
