import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SignalboxError } from '@shared/base/errors'
import { z } from 'zod'
import { createNotifier } from '../pipeline/notifier'

const mostBytes = 256 * 1024
const mostBytesOfAll = 4 * 1024 * 1024
const mostKeys = 500

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
  const sizes = new Map([...values].map(([key, value]) => [key, bytesOf(JSON.stringify(value))]))
  const changed = createNotifier()
  let version = 0
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null

  async function write(): Promise<void> {
    await writeFile(path + '.new', JSON.stringify(Object.fromEntries(values)))
    await rename(path + '.new', path)
  }

  /** Writes everything there is by then. Calls while one is under way are joined into one more. */
  function save(): Promise<void> {
    if (!running) return (running = write().finally(() => (running = null)))
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null
        return save()
      })
    return next
  }

  return {
    problem,
    async set(key, value) {
      const text = jsonOf(key, value)
      const bytes = bytesOf(text)
      if (bytes > mostBytes) throw tooLarge(`"${key}" is ${bytes} bytes long`, `${mostBytes} bytes`)
      const others = [...sizes].reduce((sum, [name, size]) => sum + (name === key ? 0 : size), 0)
      if (others + bytes > mostBytesOfAll) throw tooLarge('all that is remembered', `${mostBytesOfAll} bytes`)
      if (text === 'null') {
        values.delete(key)
        sizes.delete(key)
      } else {
        if (!values.has(key) && values.size >= mostKeys) throw tooLarge('what is remembered', `${mostKeys} values`)
        // As it will be read back, so that a restart changes nothing.
        values.set(key, JSON.parse(text))
        sizes.set(key, bytes)
      }
      version++
      changed.notify()
      await save()
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

function bytesOf(text: string): number {
  return Buffer.byteLength(text)
}

function jsonOf(key: string, value: unknown): string {
  try {
    return JSON.stringify(value ?? null) ?? 'null'
  } catch (cause) {
    throw new SignalboxError('bad-input', `"${key}" cannot be remembered: it is not JSON`, { cause })
  }
}

function tooLarge(what: string, most: string): SignalboxError {
  return new SignalboxError('bad-input', `${what}: more than ${most} cannot be remembered`, {
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
