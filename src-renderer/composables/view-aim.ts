import { nextTick } from 'vue'
import type { ValueRange } from '../charts/y-range'
import type { Window } from '../charts/zoom-maths'
import type { StripView } from './strip-view'

/** What a chart was told to show; read anew whenever it changes. */
export interface AimInput {
  readonly span: number
  readonly paused: boolean
  readonly pausedAt?: number
  readonly ranges?: Readonly<Record<string, ValueRange>>
}

/**
 * Where the next step of a gesture begins. Several events come between two frames, two fingers' even in one task: each goes
 * on from what the one before it wished for, which the chart has neither painted nor been told yet.
 */
export class ViewAim {
  readonly #input: AimInput
  readonly #view: StripView
  #edge: number | null = null
  #span: number | null = null
  readonly #ranges = new Map<string, ValueRange>()
  #ends = false

  constructor(input: AimInput, view: StripView) {
    this.#input = input
    this.#view = view
  }

  get window(): Window {
    const { paused, pausedAt, span } = this.#input
    const edge = this.#edge ?? (paused ? pausedAt : undefined) ?? this.#view.edge()
    return { edge, span: this.#span ?? span }
  }

  get paused(): boolean {
    return this.#edge !== null || this.#input.paused
  }

  /** An axis' range in its own terms; null before there is one. */
  rangeOf(axis: string): ValueRange | null {
    return this.#ranges.get(axis) ?? this.#input.ranges?.[axis] ?? this.#view.chart()?.rangeOf(axis) ?? null
  }

  set({ edge, span }: Partial<Window>): void {
    this.#edge = edge ?? this.#edge
    this.#span = span ?? this.#span
    this.#endSoon()
  }

  setRange(axis: string, range: ValueRange): void {
    this.#ranges.set(axis, range)
    this.#endSoon()
  }

  /** The chart is told of wishes, as far as they were granted, within this round. */
  #endSoon(): void {
    if (this.#ends) return
    this.#ends = true
    void nextTick(() => {
      this.#ends = false
      this.#edge = this.#span = null
      this.#ranges.clear()
    })
  }
}
