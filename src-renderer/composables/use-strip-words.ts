import { computed, type ComputedRef, onScopeDispose, type Ref, shallowRef } from 'vue'
import { lineReading } from '../charts/line-reading'
import type { StripChannel } from '../charts/strip-channel'
import { clockText, spanText } from '../charts/time-ticks'
import { text } from '../messages'
import type { StripView } from './strip-view'

/** What of a chart is told in words. */
export interface StripWordsInput {
  readonly title: string
  readonly channels: readonly StripChannel[]
  /** ms. */
  readonly span: number
  readonly paused: boolean
}

export interface StripWords {
  /** The picture: what it shows, and the newest values. */
  readonly description: ComputedRef<string>
  /** Read out after the crosshair was moved by keys. */
  readonly spoken: Readonly<Ref<string>>
  /** Reads out what is under the crosshair, once it has come to rest. */
  speak(): void
}

/** ms: a voice cannot keep up with a key that is held down. */
const rest = 400

/** A chart for those who do not see it. */
export function useStripWords({ state }: StripView, input: () => StripWordsInput): StripWords {
  const spoken = shallowRef('')
  let later: ReturnType<typeof setTimeout> | undefined
  const step = (channel: number): number => state.steps[channel] ?? state.step

  const description = computed(() => {
    const { title, channels, span, paused } = input()
    const values = channels.map(({ name, unit, index, decimals }) => {
      const value = state.latest[index]
      return value === undefined || Number.isNaN(value)
        ? text.charts.noValue(name)
        : `${name} ${lineReading(value, step(index), decimals)} ${unit}`.trim()
    })
    return text.charts.describe(title, spanText(span), paused ? clockText(state.edge) : null, values)
  })

  function say(): void {
    if (!state.readout) return
    const values = state.readout.entries.map(({ line, max }) =>
      `${line.name} ${lineReading(max, step(line.channel), line.decimals)} ${line.unit}`.trim()
    )
    spoken.value = text.closer.atCrosshair(clockText(state.readout.time), values)
  }

  function speak(): void {
    clearTimeout(later)
    later = setTimeout(say, rest)
  }

  onScopeDispose(() => clearTimeout(later))
  return { description, spoken, speak }
}
