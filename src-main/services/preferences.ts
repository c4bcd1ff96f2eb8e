import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SignalboxError } from '@shared/base/errors'
import { z } from 'zod'
import { createNotifier } from '../pipeline/notifier'

const mostBytes = 256 * 1024
const mostBytesOfAll = 4 * 1024 * 1024

/** What pages ask to be remembered across restarts. The engine keeps it and never looks inside: every page checks what it reads. */
export interface Preferences {
  /** Why the file that was there could not be used; it was set aside, not deleted. */
  readonly problem: string
  /** null forgets. @throws SignalboxError `bad-input` when it is too large. */
  set(key: string, value: unknown): Promise<void>
  /** All values, then all again after every change. */
  watch(signal: AbortSignal): AsyncGenerator<Record<string, unknown>, void, void>
}

export async function openPreferences(folder: string): Promise<Preferences> {
  const path = join(folder, 'preferences.json')
  await mkdir(folder, { recursive: true })
  const { values, problem } = await read(path)
  const changed = createNotifier()
  let version = 0
  let writing = Promise.resolve()

  async function write(): Promise<void> {
    await writeFile(path + '.new', JSON.stringify(Object.fromEntries(values)))
    await rename(path + '.new', path)
  }

  return {
    problem,
    async set(key, value) {
      const text = JSON.stringify(value ?? null)
      if (text.length > mostBytes) throw tooLarge(`"${key}" is ${text.length} characters long`, mostBytes)
      const others = [...values].reduce(
        (sum, [name, kept]) => sum + (name === key ? 0 : JSON.stringify(kept).length),
        0
      )
      if (others + text.length > mostBytesOfAll) throw tooLarge('all that is remembered', mostBytesOfAll)
      if (value === null || value === undefined) values.delete(key)
      else values.set(key, value)
      version++
      changed.notify()
      const written = writing.then(write)
      writing = written.catch(() => undefined)
      await written
    },
    async *watch(signal) {
      for (;;) {
        const seen = version
        yield Object.fromEntries(values)
        if (seen === version) await changed.wait(signal)
      }
    }
  }
}

function tooLarge(what: string, most: number): SignalboxError {
  return new SignalboxError('bad-input', `${what}: more than ${most} characters cannot be remembered`, {
    remedy: 'Delete layouts or command buttons that are no longer used.'
  })
}

async function read(path: string): Promise<{ values: Map<string, unknown>; problem: string }> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { values: new Map(), problem: '' }
    throw error
  }
  try {
    return { values: new Map(Object.entries(z.record(z.string(), z.unknown()).parse(JSON.parse(text)))), problem: '' }
  } catch (error) {
    await rename(path, path + '.unreadable')
    const why = error instanceof Error ? error.message : String(error)
    return { values: new Map(), problem: `${path} could not be read and was set aside as ${path}.unreadable: ${why}` }
  }
}
