import { describe, expect, it } from 'vitest'
import type { ReplayStatus } from '@shared/model/replay'
import { RenderClock } from '@renderer/charts/render-clock'
import { replayKey } from '@renderer/panels/replay/replay-keys'
import { nextSpeed, offeredSpeeds } from '@renderer/panels/replay/replay-speeds'

const status: ReplayStatus = {
  capture: 'c',
  from: 1000,
  to: 2000,
  position: 1500,
  speed: 1,
  trueSpeed: null,
  loop: false,
  paused: true,
  ended: false
}

describe('the keys of a replay', () => {
  it('play, step, loop, and go faster and slower', () => {
    expect(replayKey(' ', status)).toEqual({ kind: 'resume' })
    expect(replayKey(' ', { ...status, paused: false })).toEqual({ kind: 'pause' })
    expect(replayKey('.', status)).toEqual({ kind: 'step' })
    expect(replayKey('l', status)).toEqual({ kind: 'loop', loop: true })
    expect(replayKey('+', status)).toEqual({ kind: 'speed', speed: 2 })
    expect(replayKey('-', status)).toEqual({ kind: 'speed', speed: 0.5 })
    expect(replayKey('x', status)).toBeNull()
  })

  it('go about in the capture, and never out of it', () => {
    expect(replayKey('ArrowRight', status)).toEqual({ kind: 'seek', time: 1510 })
    expect(replayKey('PageDown', status)).toEqual({ kind: 'seek', time: 1400 })
    expect(replayKey('PageUp', { ...status, position: 1990 })).toEqual({ kind: 'seek', time: 2000 })
    expect(replayKey('Home', status)).toEqual({ kind: 'seek', time: 1000 })
    expect(replayKey('End', status)).toEqual({ kind: 'seek', time: 2000 })
  })

  it('stay at the slowest and the fastest speed, and keep one that is not in the list', () => {
    expect(nextSpeed(1000, 1)).toBe(1000)
    expect(nextSpeed(0.1, -1)).toBe(0.1)
    expect(nextSpeed(3, 1)).toBe(5)
    expect(offeredSpeeds(3)).toContain(3)
  })
})

describe('the render clock of a replay', () => {
  it('moves as fast as the replay, and stands while that does', () => {
    const clock = new RenderClock()
    clock.run(10, 0)
    for (let now = 0; now <= 2000; now += 50) {
      clock.observe(1e6 + 10 * now, now)
      clock.edge(now, 60_000)
    }
    const before = clock.edge(2010, 60_000)
    expect(clock.edge(2020, 60_000) - before).toBeCloseTo(100, 3)
    clock.run(0, 2020)
    expect(clock.edge(2020, 60_000)).toBe(1e6 + 20_000)
    expect(clock.edge(9000, 60_000)).toBe(1e6 + 20_000)
  })
})
