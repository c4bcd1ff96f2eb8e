import { describe, expect, it } from 'vitest'
import { isCancelled, suppressedErrors } from '@shared/base/errors'
import { manualClock } from '@shared/base/manual-clock'
import { operators, type Subject } from '../support/flow-operators'
import { collect, collectGarbage, collectUntilError, open, settled } from '../support/flow-collect'
import { countingController, probe, type Probe, type ProbeOptions, type Reading } from '../support/flow-probe'
import type { Source } from '@shared/flow'

function set(subject: Subject, options: ProbeOptions): { probes: Probe[]; source: Source<Reading> } {
  const probes = Array.from({ length: subject.sources }, (_, index) => probe({ ...options, name: `probe ${index}` }))
  return { probes, source: build(subject, probes) }
}

function build(subject: Subject, probes: readonly Probe[], clock = manualClock()): Source<Reading> {
  return subject.build(
    probes.map(each => each.source),
    clock
  )
}

function expectReleased(probes: readonly Probe[]): void {
  for (const each of probes) expect(each.released, each.name).toBe(each.opened)
}

/** One item more may live on, named by a register of the interpreter that nobody reads (seen on Node 20.19.0). */
const staleRegister = 1

describe.each(operators)('$name', subject => {
  it('costs nothing before the first pull', async () => {
    const { signal, listeners } = countingController()
    const { probes, source } = set(subject, { items: 3, then: 'complete' })
    const iterator = open(source, signal)
    await settled()
    expect(listeners()).toBe(0)
    for (const each of probes) expect(each).toMatchObject({ opened: 0, pulls: 0 })
    await iterator.return?.()
    expect(await iterator.next()).toMatchObject({ done: true })
    for (const each of probes) expect(each).toMatchObject({ opened: 0, pulls: 0 })
  })

  it('gives everything and then ends, once and for all', async () => {
    const { signal, listeners } = countingController()
    const { probes, source } = set(subject, { items: 5, then: 'complete' })
    const iterator = open(source, signal)
    const readings: Reading[] = []
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) readings.push(next.value)
    for (const each of probes) {
      const times = readings.filter(reading => reading.from === each.name).map(reading => reading.time)
      if (subject.lossy) expect(times.at(-1)).toBe(4)
      else expect(times).toEqual([0, 1, 2, 3, 4])
      expect(each).toMatchObject({ opened: 1, released: 1, returns: 0 })
    }
    expect(await iterator.next()).toEqual({ done: true, value: undefined })
    expect(listeners()).toBe(0)
  })

  it('ends when there is nothing to give', async () => {
    const { source } = set(subject, { items: 0, then: 'complete' })
    expect(await collect(source)).toEqual([])
  })

  it('hands on an error once, as it is, and releases every source', async () => {
    const { signal, listeners } = countingController()
    const failure = new Error('the cable is loose')
    const probes = [probe({ name: 'probe 0', items: 2, then: failure })]
    while (probes.length < subject.sources) probes.push(probe({ name: 'other', items: 2, then: 'park' }))
    const iterator = open(build(subject, probes), signal)
    let caught: unknown
    try {
      for (;;) await iterator.next()
    } catch (error) {
      caught = error
    }
    expect(caught).toBe(failure)
    expect(suppressedErrors(failure)).toEqual([])
    expect(await iterator.next()).toEqual({ done: true, value: undefined })
    await settled()
    expectReleased(probes)
    for (const other of probes.slice(1)) expect(other.returns).toBe(1)
    expect(probes[0].returns).toBe(0)
    expect(listeners()).toBe(0)
  })

  it('hands on an error of the call itself', async () => {
    const failure = new Error('no such port')
    const broken: Source<Reading> = () => {
      throw failure
    }
    const sources = Array.from({ length: subject.sources }, () => broken)
    expect((await collectUntilError(subject.build(sources, manualClock()))).error).toBe(failure)
  })

  it('returns every source exactly once when its reader leaves early', async () => {
    const { signal, listeners } = countingController()
    const { probes, source } = set(subject, { items: 3, then: 'park' })
    for await (const reading of source(signal)) {
      expect(reading.from).toMatch(/^probe/)
      break
    }
    for (const each of probes) {
      expect(each).toMatchObject({ opened: 1, released: 1 })
      // A stream that ended because its signal aborted is owed no return.
      expect(each.returns).toBeLessThanOrEqual(1)
      if (!subject.chained) expect(each.returns).toBe(1)
    }
    expect(listeners()).toBe(0)
  })

  it('tells the reader who leaves early what went wrong in releasing', async () => {
    const failure = new Error('the port does not close')
    const { source } = set(subject, { items: 3, then: 'park', releaseError: failure })
    const leave = async (): Promise<void> => {
      for await (const reading of source(new AbortController().signal)) if (reading) break
    }
    await expect(leave()).rejects.toBe(failure)
  })

  it('lets go of a parked source when the signal aborts', async () => {
    const { controller, signal } = countingController()
    const { probes, source } = set(subject, { items: 0, then: 'park' })
    const iterator = open(source, signal)
    const pull = iterator.next()
    pull.catch(() => undefined)
    await settled()
    for (const each of probes) expect(each).toMatchObject({ opened: 1, released: 0 })
    controller.abort()
    const outcome = await pull.then(
      result => result.done,
      (error: unknown) => isCancelled(error)
    )
    expect(outcome).toBe(true)
    expect(await iterator.next()).toEqual({ done: true, value: undefined })
    await settled()
    expectReleased(probes)
  })

  it('ends at the next pull when the signal has aborted in between', async () => {
    const controller = new AbortController()
    const { probes, source } = set(subject, { items: 1000, then: 'park' })
    const iterator = open(source, controller.signal)
    await iterator.next()
    controller.abort()
    let more = 0
    try {
      while (!(await iterator.next()).done) more++
    } catch (error) {
      expect(isCancelled(error)).toBe(true)
    }
    expect(more).toBeLessThanOrEqual(1)
    await settled()
    expectReleased(probes)
  })

  it('gives nothing under a signal that has aborted already', async () => {
    const { source } = set(subject, { items: 3, then: 'complete' })
    const { items, error } = await collectUntilError(source, AbortSignal.abort())
    expect(items).toEqual([])
    expect(isCancelled(error)).toBe(true)
  })

  it('takes a second return calmly', async () => {
    const { probes, source } = set(subject, { items: 3, then: 'park' })
    const iterator = open(source)
    await iterator.next()
    const [first, second] = await Promise.all([iterator.return?.(), iterator.return?.()])
    expect(first).toMatchObject({ done: true })
    expect(second).toMatchObject({ done: true })
    expect(await iterator.return?.()).toMatchObject({ done: true })
    for (const each of probes) {
      expect(each.released).toBe(1)
      expect(each.returns).toBeLessThanOrEqual(1)
    }
  })

  it('keeps nothing of what has passed, neither while it runs nor after', async () => {
    const passed: WeakRef<Reading>[] = []
    const onMade = (reading: Reading): void => void passed.push(new WeakRef(reading))
    const alive = (): number => passed.filter(reference => reference.deref()).length
    const { source } = set(subject, { items: 40, then: 'park', onMade })
    const iterator = open(source)
    const expected = 40 * subject.sources
    const discard = async (): Promise<boolean> => (await iterator.next()).value !== undefined
    // A source that merely has not shown its next item yet holds a time-ordered join up, so it gives all but that.
    const given = subject.name.startsWith('mergeByTime of') ? expected - 2 : expected
    if (subject.lossy) await discard()
    else for (let count = 0; count < given; count++) await discard()
    await settled()
    expect(passed).toHaveLength(expected)
    // At most one item a source of forty: the head it holds, or the last result of the generator.
    expect(await collectGarbage(() => alive() <= subject.sources + staleRegister)).toBe(true)
    await iterator.return?.()
    expect(await collectGarbage(() => alive() <= staleRegister)).toBe(true)
    expect(source).toBeTypeOf('function')
  })

  it('can be called again', async () => {
    const { probes, source } = set(subject, { items: 4, then: 'complete' })
    const first = await collect(source)
    const second = await collect(source)
    expect(second).toEqual(first)
    for (const each of probes) expect(each).toMatchObject({ calls: 2, opened: 2, released: 2 })
  })

  it.skipIf(subject.shared)('gives every caller a stream of its own', async () => {
    const { probes, source } = set(subject, { items: 4, then: 'complete' })
    const [left, right] = [open(source), open(source)]
    const heads = [await left.next(), await right.next()]
    expect(heads[0]).toEqual(heads[1])
    await left.return?.()
    const rest: Reading[] = []
    for (let next = await right.next(); !next.done; next = await right.next()) rest.push(next.value)
    if (!subject.lossy) expect(rest).toHaveLength(4 * subject.sources - 1)
    for (const each of probes) expect(each).toMatchObject({ calls: 2, opened: 2, released: 2 })
  })

  it.runIf(subject.owner)('names a source that does not end instead of hanging', async () => {
    const clock = manualClock()
    const controller = new AbortController()
    const probes = Array.from({ length: subject.sources }, () => probe({ items: 0, then: 'stuck' }))
    const iterator = open(build(subject, probes, clock), controller.signal)
    const pull = iterator.next().catch((error: unknown) => error)
    await settled()
    controller.abort()
    await clock.advance(1000)
    const error = await pull
    expect(isCancelled(error)).toBe(true)
    expect(suppressedErrors(error)).toEqual([
      expect.objectContaining({ code: 'timeout', message: expect.stringMatching(/did not end within 1000 ms$/) })
    ])
    expect(clock.sleeping).toBe(0)
  })
})
