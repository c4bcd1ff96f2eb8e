import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** The process that writes a capture. `started` tells it from a later process with the same number; empty where unknown. */
export const Owner = z.object({ pid: z.number().int().positive(), started: z.string() })
export type Owner = Readonly<z.infer<typeof Owner>>

/** This process. */
export function thisProcess(): Owner {
  return { pid: process.pid, started: startOf(process.pid) }
}

/** `gone` for certain, `alive` for certain, or `unknown` where the system does not tell when a process started. */
export function stateOf(owner: Owner): 'alive' | 'gone' | 'unknown' {
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    // EPERM: it exists but is somebody else's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return 'gone'
  }
  const started = startOf(owner.pid)
  if (started === '' || owner.started === '') return 'unknown'
  return started === owner.started ? 'alive' : 'gone'
}

/** Boot and start time of a process in clock ticks (field 22 of /proc/PID/stat, see proc(5)); empty elsewhere. */
function startOf(pid: number): string {
  if (process.platform !== 'linux') return ''
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the command in parentheses and may hold anything; after it, field 3 comes first.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A zombie has let go of its files already.
    if (fields[0] === 'Z' || fields[0] === 'X') return 'dead'
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`
  } catch {
    return ''
  }
}
