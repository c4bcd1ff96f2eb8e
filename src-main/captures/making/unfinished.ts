import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

const pattern = /^\.making-(\d+)-.*\.duckdb/

/** Where a capture is made before it is listed: a hidden name that tells which process makes it. */
export function unfinishedPath(folder: string, capture: string): string {
  return join(folder, `.making-${process.pid}-${capture}.duckdb`)
}

/** Removes what a making that was killed left behind. */
export async function removeAbandoned(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    const [, pid] = pattern.exec(name) ?? []
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { force: true, recursive: true })
  }
}

/** A process of another user is alive, too. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
