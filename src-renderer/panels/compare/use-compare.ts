import { computed, type ComputedRef, onMounted, onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import type { CaptureInfo } from '@shared/model/capture'
import { dashPatterns, lineLook } from '../../charts/palette'
import { planAxes } from '../../charts/strip-axes'
import { useCaptures } from '../../stores/captures'
import { useConnection } from '../../stores/connection'
import { useLookSettings } from '../../stores/look-settings'
import { type Moment, originOf } from './align'
import { CompareFeed } from './compare-feed'
import type { CompareLine } from './compare-picture'
import type { Compared, CompareOptions } from './options'
import { useCompareMoments } from './use-compare-moments'

/** A recording of the comparison with everything its lines need. */
export interface ShownCapture {
  readonly compared: Compared
  readonly info: CaptureInfo
  readonly moments: readonly Moment[]
  readonly origin: number
  readonly lines: readonly CompareLine[]
}

/** The stretch of the common axis that is to be seen, and in how many pixels. */
export interface Seen {
  readonly min: number
  readonly max: number
  readonly width: number
}

/** Buckets of a view: more show nothing more, and twice as many, for the margins, are answered at once. */
const mostColumns = 2000

/** Recordings side by side: what is shown of each, where, and its data as they come. */
export function useCompare(
  options: () => CompareOptions,
  {
    shifts,
    seen,
    onData
  }: {
    /** Shifts that are being dragged, before they are remembered. */
    readonly shifts: Readonly<Ref<Readonly<Record<string, number>>>>
    readonly seen: () => Seen | null
    readonly onData: () => void
  }
): {
  readonly shown: ComputedRef<readonly ShownCapture[]>
  /** Those that are not there any more. */
  readonly missing: ComputedRef<readonly Compared[]>
  readonly feed: CompareFeed
  readonly asking: Readonly<Ref<boolean>>
  readonly problem: Readonly<Ref<unknown>>
  readonly moreMoments: () => boolean
  retry(): void
} {
  const captures = useCaptures()
  const connection = useConnection()
  const looks = useLookSettings()
  captures.follow()
  const asking = shallowRef(false)
  const problem = shallowRef<unknown>()

  const found = computed(() =>
    options().captures.flatMap(compared => {
      const info = captures.find(compared.id)
      return info ? [{ compared, info }] : []
    })
  )
  const missing = computed(() => (captures.list ? options().captures.filter(({ id }) => !captures.find(id)) : []))
  const moments = useCompareMoments(() => found.value.map(({ info }) => info))

  /** Before each line has its axis, which depends on all of them. */
  const unplanned = computed(() => {
    let position = 0
    return found.value.map(({ compared, info }, index): ShownCapture => {
      const own = moments.of(info)
      const shift = shifts.value[compared.id] ?? compared.shift
      const origin = originOf(options().align, info, { moment: compared.moment, shift, moments: own })
      const names = compared.channels.filter(name => info.channels.some(channel => channel.name === name))
      const lines = names.map((channel): CompareLine => ({
        ...{ capture: info.id, channel, origin, axis: 0 },
        unit: info.channels.find(({ name }) => name === channel)?.unit ?? '',
        colour: lineLook(position++, looks.style).colour,
        dash: dashPatterns[index % dashPatterns.length]
      }))
      return { compared, info, moments: own, origin, lines }
    })
  })
  const shown = computed(() => {
    const { of } = planAxes(unplanned.value.flatMap(({ lines }) => lines))
    let at = 0
    return unplanned.value.map((capture): ShownCapture => ({
      ...capture,
      lines: capture.lines.map(line => ({ ...line, axis: of[at++] }))
    }))
  })

  const feed = new CompareFeed(
    (request, signal) => connection.engine().captures.overview(request, { signal }),
    () => {
      tell()
      onData()
    }
  )
  onScopeDispose(() => feed.stop())

  const wanted = computed(() => {
    const view = seen()
    if (!view) return []
    const bucket = (view.max - view.min) / Math.min(mostColumns, Math.max(50, view.width * 1.5))
    return shown.value.map(({ info, origin, lines }) => {
      const [from, to] = [Math.max(info.start, view.min + origin), Math.min(info.end, view.max + origin)]
      // Out of sight, or without a channel: nothing is asked, and what is known is kept.
      const channels = from <= to ? lines.map(({ channel }) => channel) : []
      return { capture: info.id, channels, from, to, end: info.end, bucket }
    })
  })
  // What is seen is only known once the chart is there.
  onMounted(() =>
    watch(
      () => [wanted.value, connection.state] as const,
      () => {
        if (connection.state === 'connected') feed.look(wanted.value)
        tell()
      },
      { immediate: true }
    )
  )

  function tell(): void {
    asking.value = feed.isAsking
    problem.value = feed.problem
  }
  function retry(): void {
    feed.retry(wanted.value)
    tell()
  }

  return { shown, missing, feed, asking, problem, moreMoments: moments.more, retry }
}
