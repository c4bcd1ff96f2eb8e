import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '@shared/base/clock'
import { isCancelled, SignalboxError } from '@shared/base/errors'
import { Owner, stateOf, thisProcess } from './owner'
import { ifThere, storageError } from './problems'

/** The lock's file is touched so often, ms: its age tells whether its owner lives where the system does not. */
const touchInterval = 5000
/** A lock not touched for so long, ms, is believed no more where nothing else tells whether its owner lives. */
const belief = 15_000
/** How long a lock that is held is waited for, ms: an engine whose host was killed is completing its captures. */
const patience = 3000
const attemptInterval = 100

/** The right to write a data folder. */
export interface FolderLock {
  /** Gives it back; never throws. */
  release(): Promise<void>
}

/**
 * Takes the data folder for this process, so that no two engines share its captures and its state: `engine.lock` in it
 * names the owner. A lock whose owner is gone is taken over. Made when missing.
 * @throws SignalboxError `busy` when another process has it for longer than a moment, `storage` when it cannot be made.
 */
export async function lockFolder(folder: string, clock: Clock): Promise<FolderLock> {
  const path = join(folder, 'engine.lock')
  const mine = JSON.stringify(thisProcess())
  const deadline = clock.now() + patience
  try {
    await mkdir(folder, { recursive: true })
    while (!(await create(path, mine))) {
      const holder = await holderOf(path, clock)
      if (holder === null) await takeAway(path, clock)
      else if (clock.now() < deadline) await clock.sleep(attemptInterval)
      else throw busy(folder, holder)
    }
  } catch (error) {
    throw storageError(`the data folder ${folder} cannot be locked`, error)
  }
  const ending = new AbortController()
  const touching = keepFresh(path, clock, ending.signal)
  return {
    async release() {
      ending.abort()
      await touching
      const text = await readFile(path, 'utf8').catch(() => '')
      if (text === mine) await rm(path, { force: true }).catch(() => undefined)
    }
  }
}

/** Makes the file; false when there is one. */
async function create(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx')
    try {
      await file.writeFile(text)
    } finally {
      await file.close()
    }
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    // A full disk must not leave a lock that names nobody.
    await rm(path, { force: true }).catch(() => undefined)
    throw error
  }
}

/** The number of the living process that holds the lock, 0 when it does not say which; null when nobody does. */
async function holderOf(path: string, clock: Clock): Promise<number | null> {
  const [text, facts] = await Promise.all([readFile(path, 'utf8').catch(ifThere), stat(path).catch(ifThere)])
  if (text === undefined || facts === undefined) return null
  const isFresh = Math.abs(clock.now() - facts.mtimeMs) < belief
  const owner = parse(text)
  // Just being written, or damaged.
  if (owner === undefined) return isFresh ? 0 : null
  const state = stateOf(owner)
  return state === 'alive' || (state === 'unknown' && isFresh) ? owner.pid : null
}

function parse(text: string): Owner | undefined {
  try {
    return Owner.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Removes a lock nobody holds. Renamed first: of two processes that do this at once only one moves the file. */
async function takeAway(path: string, clock: Clock): Promise<void> {
  const aside = `${path}.${randomBytes(4).toString('hex')}`
  try {
    await rename(path, aside)
  } catch (error) {
    return ifThere(error)
  }
  // In between somebody else may have taken the old one away and put a new one there: it gets it back.
  if ((await holderOf(aside, clock)) !== null) await rename(aside, path)
  else await rm(aside, { force: true })
}

async function keepFresh(path: string, clock: Clock, signal: AbortSignal): Promise<void> {
  try {
    for (;;) {
      await clock.sleep(touchInterval, signal)
      const now = clock.now() / 1000
      await utimes(path, now, now).catch(() => undefined)
    }
  } catch (error) {
    if (!isCancelled(error)) throw error
  }
}

function busy(folder: string, pid: number): SignalboxError {
  const who = pid === 0 ? 'another process' : `process ${pid}`
  return new SignalboxError('busy', `the data folder ${folder} is used by another Signalbox (${who})`, {
    remedy: 'Use that one, stop it, or choose another folder with --data DIR.'
  })
}
