import { describe, expect, it, vi } from 'vitest'
import { SummaryQueue } from '@renderer/stores/summary-queue'

interface Opened {
  readonly queue: SummaryQueue<string>
  readonly asked: string[]
  readonly signals: Map<string, AbortSignal>
  readonly settle: Map<string, { resolve(summary: string): void; reject(error: unknown): void }>
  readonly answers: string[]
}

function opened(): Opened {
  const asked: string[] = []
  const signals = new Map<string, AbortSignal>()
  const settle = new Map<string, { resolve(summary: string): void; reject(error: unknown): void }>()
  const answers: string[] = []
  const queue = new SummaryQueue<string>(
    (capture, signal) =>
      new Promise((resolve, reject) => {
        asked.push(capture)
        signals.set(capture, signal)
        settle.set(capture, { resolve, reject })
      }),
    (capture, summary) => answers.push(`${capture}: ${summary}`)
  )
  return { queue, asked, signals, settle, answers }
}

describe('summaries of captures in sight', () => {
  it('are asked for two at a time, the last wanted first, and each once', async () => {
    const { queue, asked, settle, answers } = opened()
    for (const capture of ['a', 'b', 'c', 'd', 'a', 'd']) queue.want(capture)
    expect(asked).toEqual(['a', 'b'])
    settle.get('a')!.resolve('seen')
    await vi.waitFor(() => expect(asked).toEqual(['a', 'b', 'd']))
    expect(answers).toEqual(['a: seen'])
    queue.want('a')
    settle.get('b')!.resolve('seen')
    await vi.waitFor(() => expect(asked).toEqual(['a', 'b', 'd', 'c']))
  })

  it('that have left are not asked for, and given up when they were', async () => {
    const { queue, asked, signals, settle, answers } = opened()
    for (const capture of ['a', 'b', 'c', 'd']) queue.want(capture)
    queue.leave('d')
    queue.leave('a')
    expect(signals.get('a')!.aborted).toBe(true)
    settle.get('a')!.resolve('too late')
    await vi.waitFor(() => expect(asked).toEqual(['a', 'b', 'c']))
    expect(answers).toEqual([])
  })

  it('that failed, or are out of date, are asked for again when they are wanted again', async () => {
    const { queue, asked, settle } = opened()
    queue.want('a')
    settle.get('a')!.reject(new Error('busy'))
    await vi.waitFor(() => {
      queue.want('a')
      expect(asked).toEqual(['a', 'a'])
    })
    settle.get('a')!.resolve('seen')
    await Promise.resolve()
    queue.forget('a')
    await vi.waitFor(() => {
      queue.want('a')
      expect(asked).toEqual(['a', 'a', 'a'])
    })
  })
})
