import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SignalboxError } from '@shared/base/errors'
import { type ManualClock, manualClock } from '@shared/base/manual-clock'
import type { CaptureInfo } from '@shared/model/capture'
import { noNotes } from '@shared/model/capture-notes'
import type { CaptureStore } from '@main/captures/store'
import { createJournal, type Journal } from '@main/pipeline/journal'
import { createNotifier } from '@main/pipeline/notifier'
import { type BudgetFile, openBudgetFile } from '@main/services/budget-file'
import { keepBudget } from '@main/services/keep-budget'
import { noCatalogue } from '../../support/no-catalogue'
import { until } from '../../support/until'

const day = 86_400_000
let folder: string
let clock: ManualClock
let journal: Journal
let budget: BudgetFile
let captures: CaptureInfo[]
let busy: Set<string>
let replayed: Set<string>
let ending: AbortController
let keeping: Promise<void>
const changed = createNotifier()

function capture(id: string, age: number, over: Partial<CaptureInfo> = {}): CaptureInfo {
  const end = clock.now() - age * day
  const sizes = { samples: 1, bytes: 1, bytesOnDisk: 1_000_000 }
  return {
    id,
    device: 'd',
    label: 'D',
    start: end - 1,
    end,
    status: 'complete',
    channels: [],
    ...sizes,
    origin: { kind: 'recorded' },
    made: null,
    run: id,
    part: 1,
    notes: noNotes,
    ...over
  }
}
const ids = (): string[] => captures.map(({ id }) => id)

async function start(set: { days: number | null; bytes: number | null }): Promise<void> {
  writeFileSync(join(folder, 'recording.json'), JSON.stringify({ version: 1, budget: set }))
  budget = await openBudgetFile(folder)
  const store = {
    list: async () => [...captures],
    async remove(id: string) {
      if (busy.has(id)) throw new SignalboxError('busy', `${id} is being read`)
      captures = captures.filter(other => other.id !== id)
    },
    catalogue: { ...noCatalogue, whenChanged: (signal: AbortSignal) => changed.wait(signal) }
  } as unknown as CaptureStore
  const refuse = (id: string): void => {
    if (replayed.has(id)) throw new SignalboxError('busy', `${id} is being replayed`)
  }
  keeping = keepBudget({ store, refuse, budget, journal, clock, signal: ending.signal })
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-budget-'))
  clock = manualClock(1000 * day)
  journal = createJournal(clock)
  captures = []
  busy = new Set()
  replayed = new Set()
  ending = new AbortController()
})
afterEach(async () => {
  ending.abort()
  await keeping
  rmSync(folder, { recursive: true })
})

describe('the keeper of the budget', () => {
  it('removes what is beyond it at the start, and says so in the journal', async () => {
    captures = [capture('old', 9), capture('pinned', 8, { notes: { ...noNotes, pinned: true } }), capture('new', 1)]
    await start({ days: 5, bytes: null })
    await until('the old one is gone', () => ids().join() === 'pinned,new')
    for await (const { entries } of journal.watch(0, new AbortController().signal)) {
      expect(entries.map(({ event }) => event)).toMatchObject([{ kind: 'recording', capture: 'old', phase: 'expired' }])
      break
    }
  })

  it('looks again every minute: days pass', async () => {
    captures = [capture('c1', 4.9999)]
    await start({ days: 5, bytes: null })
    await until('it waits', () => clock.sleeping > 0)
    expect(ids()).toEqual(['c1'])
    await clock.advance(60_000)
    await until('it is too old', () => ids().length === 0)
  })

  it('looks again when a capture is complete, and when the budget is another', async () => {
    captures = [capture('c1', 2), capture('c2', 1)]
    await start({ days: null, bytes: 2_500_000 })
    await until('it waits', () => clock.sleeping > 0)
    captures = [...captures, capture('c3', 0)]
    changed.notify()
    await until('the oldest has gone', () => ids().join() === 'c2,c3')
    await budget.set({ ...budget.budget, days: null, bytes: 1_000_000 })
    await until('only the newest is left', () => ids().join() === 'c3')
  })

  it.each([
    ['read', () => busy],
    ['replayed', () => replayed]
  ])('tries what is being %s again later', async (_, those) => {
    captures = [capture('c1', 9), capture('c2', 8)]
    those().add('c1')
    await start({ days: 5, bytes: null })
    await until('the other has gone', () => ids().join() === 'c1')
    those().clear()
    await until('it waits', () => clock.sleeping > 0)
    await clock.advance(60_000)
    await until('both have gone', () => ids().length === 0)
  })
})

describe('the file of the budget', () => {
  beforeEach(() => (keeping = Promise.resolve()))

  it('has 20 GB and no days before anybody chose, and what was chosen after', async () => {
    const parts = { partHours: 24, partBytes: 2_000_000_000 }
    expect((await openBudgetFile(folder)).budget).toEqual({ days: null, bytes: 20_000_000_000, ...parts })
    const chosen = { days: 30, bytes: null, partHours: 1, partBytes: 5e6 }
    await (await openBudgetFile(folder)).set(chosen)
    expect((await openBudgetFile(folder)).budget).toEqual(chosen)
  })

  it('keeps what another version wrote into it', async () => {
    const path = join(folder, 'recording.json')
    writeFileSync(path, JSON.stringify({ version: 1, budget: { days: 1, bytes: null }, rollOver: 7 }))
    await (await openBudgetFile(folder)).set({ days: 2, bytes: null, partHours: 24, partBytes: 2e9 })
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      version: 1,
      budget: { days: 2, bytes: null, partHours: 24, partBytes: 2e9 },
      rollOver: 7
    })
  })

  it('that is broken removes nothing, and is set aside', async () => {
    writeFileSync(join(folder, 'recording.json'), '{"version":1,"budget":{"days":-1}}')
    const opened = await openBudgetFile(folder)
    expect(opened.budget).toMatchObject({ days: null, bytes: null })
    expect(opened.problem).toContain('recording.json.unreadable')
  })
})
