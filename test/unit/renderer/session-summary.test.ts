import { describe, expect, it } from 'vitest'
import { chosenChannel, newTroubles, totalsOf } from '@renderer/stores/session-summary'
import { channelStatus, sessionStatus } from './samples'

const queue = (fill: number, dropped: number): ReturnType<typeof sessionStatus>['queues'][number] => ({
  place: 'recorder',
  unit: 'bytes',
  capacity: 100,
  fill,
  whenFull: 'dropNewest',
  dropped
})

describe('all sessions together', () => {
  it('adds up rates and losses, and shows the worst fill and latency', () => {
    const totals = totalsOf([
      sessionStatus({ bytesPerSecond: 100, rejected: 1, queues: [queue(10, 2)], latency: { median: 3, p99: 9 } }),
      sessionStatus({
        bytesPerSecond: 50,
        rejected: 2,
        queues: [queue(80, 0), queue(5, 4)],
        latency: { median: 5, p99: 6 }
      })
    ])
    expect(totals).toMatchObject({
      bytesPerSecond: 150,
      rejected: 3,
      dropped: 6,
      fill: 0.8,
      latency: { median: 5, p99: 9 },
      recording: 0
    })
  })
  it('counts nothing as lost that is still on disk, takes a full history for what it is, and counts the journal that all share once', () => {
    const history = { ...queue(100, 5), place: 'live history', whenFull: 'dropOldest' as const }
    const terminal = { ...queue(100, 1_000_000), place: 'terminal', whenFull: 'dropOldest' as const }
    const journal = { ...queue(100, 7), place: 'journal', whenFull: 'dropOldest' as const }
    const totals = totalsOf([
      sessionStatus({ queues: [history, terminal, journal, queue(10, 1)] }),
      sessionStatus({ queues: [history, journal, queue(20, 1)] })
    ])
    expect(totals).toMatchObject({ fill: 0.2, dropped: 9 })
  })
  it('is quiet when nothing is open', () => {
    expect(totalsOf([])).toMatchObject({ dropped: 0, fill: 0, latency: null, recordingProblem: false })
  })
  it('chooses the selected channel by address and name, else the first there is', () => {
    const first = sessionStatus({ id: 's1', address: 'one' })
    const second = sessionStatus({ id: 's2', address: 'two', channels: [channelStatus(0), channelStatus(1)] })
    expect(chosenChannel([first, second], { address: 'two', channel: 'c1' })?.channel.index).toBe(1)
    expect(chosenChannel([first, second], { address: 'two', channel: 'gone' })?.channel.index).toBe(0)
    expect(chosenChannel([first, second], null)?.session.id).toBe('s2')
    expect(chosenChannel([first], null)).toBeUndefined()
  })
  it('tells of a device that fails once, not with every snapshot', () => {
    const live = sessionStatus()
    const failed = sessionStatus({ phase: 'failed' })
    expect(newTroubles([live], [failed])).toEqual([failed])
    expect(newTroubles([failed], [failed])).toEqual([])
    expect(newTroubles([], [live])).toEqual([])
  })
})
