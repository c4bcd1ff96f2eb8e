import { describe, expect, it } from 'vitest'
import { createLatencies } from '@main/pipeline/latencies'
import { createRates } from '@main/pipeline/rates'

describe('rates', () => {
  it('are over about the last second, however often they are asked for', () => {
    const rates = createRates()
    let last: readonly number[] = []
    for (let now = 0; now <= 5000; now += 250) last = rates.update(now, [now < 3000 ? now : 3000 + (now - 3000) * 5])
    expect(last[0]).toBeCloseTo(5000)
  })

  it('are zero before there is anything to compare with', () => {
    expect(createRates().update(1000, [7, 8])).toEqual([0, 0])
  })
})

describe('latencies', () => {
  it('tell median and 99th percentile of the newest only', () => {
    const latencies = createLatencies(100)
    expect(latencies.summary()).toBeNull()
    for (let number = 0; number < 1000; number++) latencies.add(5000)
    for (let number = 0; number < 100; number++) latencies.add(number)
    expect(latencies.summary()).toEqual({ median: 50, p99: 99 })
  })
})
