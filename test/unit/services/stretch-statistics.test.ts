import { describe, expect, it } from 'vitest'
import { createHistory } from '@main/pipeline/history'
import { CaptureChain } from '@main/pipeline/capture-chain'
import { Past } from '@main/pipeline/past'
import { stretchStatistics } from '@main/services/stretch-statistics'
import { feeder, frameSource } from '../../support/recorded-session'
import { channelsOf, openStore, recordOptions, temporaryFolder } from '../captures/temporary-store'

const signal = new AbortController().signal
const channels = channelsOf(['a', 'b'])
const row = (at: number): readonly number[] => [1000 * at, at % 100, at % 2 === 0 ? NaN : -at]

describe('statistics of a stretch', () => {
  it('are those of its samples, values that are missing left out', async () => {
    const history = createHistory()
    feeder(channels, [history]).rows(0, 200, row)
    const answer = await stretchStatistics(frameSource(history, undefined), { from: 100_000, to: 199_000 }, { signal })
    expect(answer).toMatchObject({ from: 100_000, to: 199_000, rows: 100, complete: true })
    const [a, b] = answer.channels
    expect(a).toMatchObject({ channel: 'a', unit: '°C', count: 100, missing: 0, min: 0, max: 99, mean: 49.5 })
    expect(a).toMatchObject({ integral: 4900.5, p50: 49.5, p1: 0.99, p99: 98.01, first: 0, last: 99 })
    expect(a!.rms).toBeCloseTo(Math.sqrt(328_350 / 100), 9)
    expect(a!.sigma).toBeCloseTo(29.011_491_975_882_02, 9)
    expect(b).toMatchObject({ channel: 'b', count: 50, missing: 50, min: -199, max: -101, mean: -150 })
  })

  it('have no figures where there are too few samples, and say which channels there are', async () => {
    const history = createHistory()
    feeder(channels, [history]).rows(0, 10, row)
    const source = frameSource(history, undefined)
    const { channels: few } = await stretchStatistics(source, { from: 1000, to: 1000 }, { signal })
    expect(few[0]).toMatchObject({ count: 1, mean: 1, sigma: null, integral: null, p50: 1 })
    const { channels: none, rows } = await stretchStatistics(source, { from: 1, to: 2, channels: ['b'] }, { signal })
    expect([rows, none]).toMatchObject([0, [{ count: 0, mean: null, min: null, rms: null, p50: null, first: null }]])
    await expect(stretchStatistics(source, { from: 0, to: 1, channels: ['c'] }, { signal })).rejects.toThrow(
      'there is no channel "c"'
    )
    await expect(stretchStatistics(source, { from: 2, to: 1 }, { signal })).rejects.toThrow(/ends \(1\) before/)
  })

  it('say when older samples are no longer known', async () => {
    const history = createHistory({ rowBytes: 1, entries: 64 })
    feeder(channels, [history]).rows(0, 10_000, row)
    const answer = await stretchStatistics(frameSource(history, undefined), { from: 0, to: 1e9 }, { signal })
    expect(answer).toMatchObject({ rows: 4096, complete: false })
  })

  it('are the same out of the capture and memory together, in pages, across gaps and a restart', async () => {
    const folder = temporaryFolder()
    const store = await openStore(folder.path)
    const earlier = store.record({ ...recordOptions, start: -1e9 })
    feeder(channelsOf(['b', 'a']), [earlier]).rows(0, 1000, at => [at - 1e8, 7, at])
    await earlier.close()
    const recorder = store.record(recordOptions)
    const [small, large] = [createHistory({ rowBytes: 1, entries: 64 }), createHistory()]
    const feed = feeder(channels, [small, large, recorder])
    feed.rows(0, 90_000, row)
    feed.event({ kind: 'gap', from: 89_999_000, time: 89_999_500 })
    feed.rows(90_000, 110_000, row)
    await store.reader.flush(recorder.capture)
    // The newest are in memory alone.
    const later = feeder(channels, [small, large])
    later.rows(110_000, 111_000, row)
    const past = new Past(store.reader, new CaptureChain([earlier.capture], recorder.capture), () => Infinity)
    const request = { from: 500_000, to: 2e8 }
    const one = await stretchStatistics(frameSource(small, past), request, { signal })
    const other = await stretchStatistics(frameSource(large, undefined), request, { signal })
    expect(one).toMatchObject({ rows: 110_500, complete: true })
    for (const [at, channel] of one.channels.entries()) {
      const { mean, rms, sigma, integral, ...exact } = other.channels[at]!
      expect(channel).toMatchObject(exact)
      for (const [figure, wanted] of Object.entries({ mean, rms, sigma, integral }))
        expect(channel[figure as 'mean']! / wanted!, figure).toBeCloseTo(1, 9)
    }
    const whole = await stretchStatistics(frameSource(small, past), { from: -1e9, to: 2e8 }, { signal, limit: 1000 })
    expect(whole).toMatchObject({
      rows: 112_000,
      complete: true,
      channels: [{ count: 112_000, first: 0 }, { last: -110_999 }]
    })
    expect(Math.abs(whole.channels[0]!.p50! - 49.9)).toBeLessThan(2)

    const controller = new AbortController()
    const given = stretchStatistics(frameSource(small, past), request, { signal: controller.signal })
    controller.abort()
    await expect(given).rejects.toMatchObject({ code: 'cancelled' })
    await store.close()
    folder.remove()
  })
})
