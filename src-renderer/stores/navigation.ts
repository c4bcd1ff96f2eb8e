import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { sessionClock } from '../charts/session-clock'
import { shortestSpan } from '../charts/zoom-maths'
import type { ValueRange } from '../charts/y-range'
import { useChartRanges } from './chart-ranges'
import { useConnection } from './connection'
import { usePresent } from './present'
import type { Stretch } from './cursors'
import { useSessions } from './sessions'
import { type Look, type LookHistory, noHistory, noted, stepBack, stepForward } from './stretch-history'
import { useView } from './view'

const hour = 3_600_000
let gestures = 0
/** A name for a gesture that is none but itself. */
export const newGesture = (): string => `step ${++gestures}`

/** Going about in time: every way to another stretch passes here, so that one can go back through them. */
export const useNavigation = defineStore('navigation', () => {
  const view = useView()
  const ranges = useChartRanges()
  const sessions = useSessions()
  const connection = useConnection()
  const present = usePresent()
  const history = shallowRef<LookHistory>(noHistory)

  /** Time of the first sample there is of any open device, or of the replay that is looked at, ms; null before any. */
  const first = computed(() => {
    const times = sessions.together.map(
      ({ firstSample, openedAt, samples }) => firstSample ?? (samples > 0 ? openedAt : NaN)
    )
    const known = times.filter(time => Number.isFinite(time))
    return known.length > 0 ? Math.min(...known) : null
  })
  const here = (): Look => ({
    span: view.settings.span,
    edge: view.paused ? view.pausedAt : null,
    ranges: ranges.all
  })
  const canBack = computed(() => stepBack(history.value, here()) !== null)
  const canForward = computed(() => stepForward(history.value, here()) !== null)

  /** The newest sample of any open device, ms; the time now before there is one. */
  function newest(): number {
    const { live } = connection
    const times = live ? sessions.together.map(({ id }) => sessionClock(live, id).newest).filter(Number.isFinite) : []
    return times.length > 0 ? Math.max(...times) : present.now()
  }

  /** ms: from the shortest stretch that can be shown to a little more than the whole session. */
  function limits(): { shortest: number; longest: number } {
    const whole = first.value === null ? 0 : newest() - first.value
    return { shortest: shortestSpan, longest: Math.max(hour, whole * 1.25) }
  }

  function note(gesture: string): void {
    history.value = noted(history.value, here(), gesture)
  }

  function bounded(span: number): number {
    const { shortest, longest } = limits()
    return Math.min(longest, Math.max(shortest, span))
  }

  /** Looks back with `edge` at the right, no further than the newest sample. */
  function move(edge: number, gesture = newGesture()): void {
    note(gesture)
    view.pause(Math.min(edge, newest()))
  }

  function zoom(span: number, gesture = newGesture()): void {
    note(gesture)
    view.settings.span = bounded(span)
  }

  /** Shows exactly this stretch, and stands still. */
  function look({ from, to }: Stretch, gesture = newGesture()): void {
    note(gesture)
    const span = bounded(to - from)
    view.settings.span = span
    view.pause((from + to) / 2 + span / 2)
  }

  function setRange(chart: string, axis: string, range: ValueRange | null, gesture = newGesture()): void {
    note(gesture)
    ranges.set(chart, axis, range)
  }

  function follow(): void {
    if (!view.paused) return
    note(newGesture())
    view.follow()
  }

  /** To the first sample of the session; what was recorded since goes on being so. */
  function home(): void {
    if (first.value !== null) move(first.value + view.settings.span * 0.98)
  }

  function whole(): void {
    if (first.value !== null) look({ from: first.value, to: newest() })
  }

  function back(): void {
    go(stepBack(history.value, here()))
  }
  function forward(): void {
    go(stepForward(history.value, here()))
  }
  function go(step: ReturnType<typeof stepBack>): void {
    if (!step) return
    history.value = step.history
    view.settings.span = step.look.span
    ranges.restore(step.look.ranges)
    if (step.look.edge === null) view.follow()
    else view.pause(step.look.edge)
  }

  return { first, canBack, canForward, newest, limits, move, zoom, look, setRange, follow, home, whole, back, forward }
})
