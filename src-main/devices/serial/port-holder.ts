import { readdir, readFile, readlink, realpath } from 'node:fs/promises'

/** So many processes are looked through, newest first; whoever took the port away is likely among them. */
const maximumProcesses = 500

/**
 * Who has the port open, e.g. `picocom (process 1234)`; '' where the system does not tell (only Linux does, and only of
 * processes of the same user). Never rejects.
 */
export async function findPortHolder(path: string, processes = '/proc'): Promise<string> {
  try {
    const target = await realpath(path)
    const identifiers = (await readdir(processes)).filter(name => /^\d+$/.test(name)).map(Number)
    // This program first: a port it has open itself is the likeliest reason.
    const rank = (identifier: number): number => (identifier === process.pid ? Infinity : identifier)
    identifiers.sort((one, other) => rank(other) - rank(one))
    for (const identifier of identifiers.slice(0, maximumProcesses))
      if (await holds(`${processes}/${identifier}/fd`, target)) return await describe(processes, identifier)
  } catch {
    // No such file, or no /proc: nothing is known, and the message says "another program".
  }
  return ''
}

async function holds(folder: string, target: string): Promise<boolean> {
  try {
    for (const descriptor of await readdir(folder))
      if ((await readlink(`${folder}/${descriptor}`).catch(() => '')) === target) return true
  } catch {
    // Somebody else's process, or one that has ended meanwhile.
  }
  return false
}

async function describe(processes: string, identifier: number): Promise<string> {
  if (identifier === process.pid) return 'this program'
  const name = await readFile(`${processes}/${identifier}/comm`, 'utf8').catch(() => '')
  return name.trim() === '' ? `process ${identifier}` : `${name.trim()} (process ${identifier})`
}
