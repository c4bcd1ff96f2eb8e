import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ManualClock, manualClock } from '@shared/base/manual-clock'
import type { CaptureInfo, CaptureList } from '@shared/model/capture'
import { usualBudget } from '@shared/model/recording-budget'
import type { CaptureStore } from '@main/captures/store'
import { createNotifier } from '@main/pipeline/notifier'
import type { BudgetFile } from '@main/services/budget-file'
import { watchCaptures } from '@main/services/capture-list'
import { until } from '../../support/until'
import { captureInfo } from '../panels/captures/samples'

let clock: ManualClock
let captures: CaptureInfo[]
let version: number
/** How often the folder was read. */
let listed: number
let budget: { budget: BudgetFile['budget'] }
let leaving: AbortController
let told: CaptureList[]
let watching: Promise<void>
const changed = createNotifier()
const budgetChanged = createNotifier()

function change(next: CaptureInfo[]): void {
  captures = next
  version++
  changed.notify()
}

beforeEach(() => {
  clock = manualClock(1_000_000)
  captures = [captureInfo('c1')]
  version = 0
  listed = 0
  budget = { budget: usualBudget }
  leaving = new AbortController()
  told = []
  const store = {
    async list() {
      listed++
      return [...captures]
    },
    catalogue: {
      get version() {
        return version
      },
      whenChanged: (signal: AbortSignal) => changed.wait(signal),
      recording: async () => captures.filter(({ status }) => status === 'recording')
    }
  } as unknown as CaptureStore
  const file = {
    get budget() {
      return budget.budget
    },
    whenChanged: (signal: AbortSignal) => budgetChanged.wait(signal)
  } as BudgetFile
  watching = (async () => {
    try {
      for await (const list of watchCaptures({ store, budget: file, clock }, leaving.signal)) told.push(list)
    } catch {
      // Left.
    }
  })()
})
afterEach(async () => {
  leaving.abort()
  await watching
})

const idsOf = ({ captures: list }: CaptureList): string[] => list.map(({ id }) => id)
const second = (): Promise<void> => clock.advance(1000)

describe('the list of captures for a view', () => {
  it('is told at once, then whenever one came or something else is said of it', async () => {
    await until('it was told', () => told.length === 1)
    expect(told[0]).toMatchObject({ budget: usualBudget })
    await second()
    change([...captures, captureInfo('c2')])
    await until('the new one was told', () => told.length === 2)
    expect(idsOf(told[1]!)).toEqual(['c1', 'c2'])
  })

  it('is told at most once a second, with nothing lost', async () => {
    await until('it was told', () => told.length === 1)
    for (const id of ['c2', 'c3', 'c4']) change([...captures, captureInfo(id)])
    await until('it waits', () => clock.sleeping > 0)
    expect(told).toHaveLength(1)
    await second()
    await until('all were told', () => told.length === 2)
    expect(idsOf(told[1]!)).toEqual(['c1', 'c2', 'c3', 'c4'])
  })

  it('follows what is being recorded without reading the folder', async () => {
    change([captureInfo('c1', { status: 'recording', samples: 1 })])
    await until('it was told', () => told.length >= 1)
    await second()
    await until('it is known to grow', () => told.at(-1)?.captures[0].status === 'recording')
    const before = listed
    captures = [captureInfo('c1', { status: 'recording', samples: 500 })]
    await second()
    await until('its growth was told', () => told.at(-1)?.captures[0].samples === 500)
    expect(listed).toBe(before)
  })

  it('tells a changed budget, also one that changed within the second', async () => {
    await until('it was told', () => told.length === 1)
    budget.budget = { ...usualBudget, days: 7, bytes: null }
    budgetChanged.notify()
    await until('it waits', () => clock.sleeping > 0)
    await second()
    await until('the budget was told', () => told.at(-1)?.budget.days === 7)
  })

  it('finds what others have put into the folder', async () => {
    await until('it was told', () => told.length === 1)
    captures = [...captures, captureInfo('imported')]
    await second()
    await clock.advance(15_000)
    await until('it was found', () => idsOf(told.at(-1)!).includes('imported'))
  })
})
