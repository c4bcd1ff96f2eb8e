import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { SignalboxError } from '@shared/base/errors'

/** @throws SignalboxError `storage` when the disk of `target` has less than `needed` bytes left. */
export async function refuseFullDisk(target: string, needed: number): Promise<void> {
  // Where the system does not say, writing will.
  const found = await statfs(dirname(target)).catch(() => undefined)
  if (!found || found.blocks === 0) return
  const free = found.bavail * found.bsize
  if (needed <= free) return
  throw new SignalboxError(
    'storage',
    `${target} needs about ${sizeText(needed)}, but only ${sizeText(free)} are free on its disk`,
    { remedy: 'Free some space there, choose another disk, or export less.' }
  )
}

function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const step = Math.max(0, Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3)))
  return `${(bytes / 1000 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step]}`
}
