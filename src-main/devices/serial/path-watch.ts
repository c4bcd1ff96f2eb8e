import { realpath, stat } from 'node:fs/promises'
import type { Clock } from '@shared/base/clock'

const interval = 1000

/**
 * Looks once a second whether the device file behind `path` is still the one it was, and calls `onGone` once when not.
 * A second pair of eyes: in the middle of a flood of bytes the system may take its time to tell that a device went away.
 * Does nothing for paths that are no files (`COM3`). Ends with the signal; never rejects.
 */
export async function watchPath(path: string, onGone: () => void, clock: Clock, signal: AbortSignal): Promise<void> {
  try {
    const file = await realpath(path)
    const first = await identity(file)
    for (;;) {
      await clock.sleep(interval, signal)
      if ((await identity(file).catch(() => '')) === first) continue
      if (!signal.aborted) onGone()
      return
    }
  } catch {
    // Cancelled, or there is no such file to look at: then the port's own errors have to do.
  }
}

async function identity(file: string): Promise<string> {
  const { dev, ino, rdev } = await stat(file)
  return `${dev}:${ino}:${rdev}`
}
