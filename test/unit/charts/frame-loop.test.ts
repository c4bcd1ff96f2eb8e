import { describe, expect, it } from 'vitest'
import { FrameLoop, type FrameHost, type Painted } from '@renderer/charts/frame-loop'

class FakeHost implements FrameHost {
  time = 0
  isHidden = false
  readonly reported: unknown[] = []
  #callbacks: (() => void)[] = []
  #shown: () => void = () => {}

  request(callback: () => void): void {
    this.#callbacks.push(callback)
  }
  now(): number {
    return this.time
  }
  hidden(): boolean {
    return this.isHidden
  }
  onShown(listener: () => void): void {
    this.#shown = listener
  }
  report(error: unknown): void {
    this.reported.push(error)
  }

  get waiting(): number {
    return this.#callbacks.length
  }
  frame(): void {
    this.time += 16
    for (const callback of this.#callbacks.splice(0)) callback()
  }
  show(): void {
    this.isHidden = false
    this.#shown()
  }
}

function painter(host: FakeHost, options: { cost?: number; moves?: boolean } = {}): Painted & { painted: number } {
  const { cost = 0, moves = false } = options
  return {
    painted: 0,
    paint() {
      this.painted++
      host.time += cost
    },
    moves: () => moves
  }
}

describe('the frame loop', () => {
  it('paints what was asked for once, and then asks for no more frames', () => {
    const host = new FakeHost()
    const chart = painter(host)
    const registration = new FrameLoop(host).add(chart)
    registration.invalidate()
    expect(host.waiting).toBe(1)
    host.frame()
    expect(chart.painted).toBe(1)
    expect(host.waiting).toBe(0)
    registration.invalidate()
    host.frame()
    expect(chart.painted).toBe(2)
  })

  it('paints what moves in every frame until it is removed', () => {
    const host = new FakeHost()
    const chart = painter(host, { moves: true })
    const registration = new FrameLoop(host).add(chart)
    for (let frame = 0; frame < 5; frame++) host.frame()
    expect(chart.painted).toBe(5)
    registration.remove()
    host.frame()
    expect(chart.painted).toBe(5)
    expect(host.waiting).toBe(0)
  })

  it('lets every chart have its turn when one frame cannot hold them all', () => {
    const host = new FakeHost()
    const loop = new FrameLoop(host)
    const charts = Array.from({ length: 6 }, () => painter(host, { cost: 5, moves: true }))
    for (const chart of charts) loop.add(chart)
    for (let frame = 0; frame < 20; frame++) host.frame()
    const counts = charts.map(chart => chart.painted)
    expect(Math.min(...counts)).toBeGreaterThan(5)
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  })

  it('steps down to 30 and 20 frames a second under load, and up again when it is over', () => {
    const host = new FakeHost()
    const loop = new FrameLoop(host)
    const heavy = loop.add(painter(host, { cost: 40, moves: true }))
    const light = loop.add(painter(host, { cost: 0.1, moves: true }))
    const rates = new Set<number>()
    for (let frame = 0; frame < 400; frame++) {
      host.frame()
      rates.add(loop.rate)
    }
    expect([...rates]).toEqual([60, 30, 20])
    heavy.remove()
    for (let frame = 0; frame < 400; frame++) host.frame()
    expect(loop.rate).toBe(60)
    light.remove()
  })

  it('paints nothing while hidden, and everything as soon as it is shown', () => {
    const host = new FakeHost()
    const chart = painter(host)
    const loop = new FrameLoop(host)
    const registration = loop.add(chart)
    host.frame()
    host.isHidden = true
    registration.invalidate()
    host.frame()
    expect(chart.painted).toBe(1)
    host.show()
    host.frame()
    expect(chart.painted).toBe(2)
  })

  it('calls back after a painted frame, not while hidden', () => {
    const host = new FakeHost()
    const loop = new FrameLoop(host)
    let called = 0
    loop.afterFrame(() => called++)
    expect(called).toBe(0)
    host.isHidden = true
    host.frame()
    expect(called).toBe(0)
    host.show()
    host.frame()
    expect(called).toBe(1)
  })

  it('reports a chart that throws, paints it no more, and goes on with the others', () => {
    const host = new FakeHost()
    const loop = new FrameLoop(host)
    const error = new Error('broken chart')
    loop.add({
      paint: () => {
        throw error
      },
      moves: () => true
    })
    const chart = painter(host, { moves: true })
    loop.add(chart)
    for (let frame = 0; frame < 3; frame++) host.frame()
    expect(host.reported).toEqual([error])
    expect(chart.painted).toBe(3)
  })
})
