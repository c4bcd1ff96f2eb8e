import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RenderClock } from '@renderer/charts/render-clock'

/** Follows a stream of samples "now" whose frames arrive `late(n)` ms late; gives the edge at every display frame. */
function follow(late: (arrival: number) => number, options: { every: number; frames: number; span: number }): number[] {
  const clock = new RenderClock()
  const edges: number[] = []
  let arrival = 0
  for (let frame = 0; frame < options.frames; frame++) {
    const now = frame * 16
    while (arrival * options.every + late(arrival) <= now) {
      clock.observe(arrival * options.every, now)
      arrival++
    }
    edges.push(clock.edge(now, options.span))
  }
  return edges
}

describe('the render clock', () => {
  it('moves evenly although frames arrive unevenly', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 20, maxLength: 20 }), delays => {
        const edges = follow(arrival => delays[arrival % delays.length], { every: 50, frames: 600, span: 10_000 })
        for (let at = 200; at < edges.length; at++) {
          const step = edges[at] - edges[at - 1]
          expect(step).toBeGreaterThan(12)
          expect(step).toBeLessThan(20)
        }
      })
    )
  })

  it('stays near the newest sample', () => {
    const edges = follow(() => 5, { every: 20, frames: 400, span: 10_000 })
    expect(Math.abs(edges.at(-1)! - 399 * 16)).toBeLessThan(60)
  })

  it('scrolls on when nothing comes any more, but leaves the last values in sight', () => {
    const clock = new RenderClock()
    clock.observe(1000, 1000)
    expect(clock.edge(1000, 500)).toBe(1000)
    expect(clock.edge(1200, 500)).toBe(1200)
    expect(clock.edge(60_000, 500)).toBe(1400)
  })

  it('follows at once when time jumps back, as when a replay starts again', () => {
    const clock = new RenderClock()
    for (let now = 5000; now < 6000; now += 50) clock.observe(now, now)
    clock.edge(5950, 1000)
    clock.observe(100, 6000)
    expect(clock.edge(6000, 1000)).toBe(100)
  })

  it('knows no edge before the first sample', () => {
    expect(new RenderClock().edge(1, 1000)).toBeNaN()
  })
})
