import { computed, type ComputedRef, ref, type Ref } from 'vue'
import type { ReplayStatus } from '@shared/model/replay'
import { clockText } from '../../format/times'
import { text } from '../../messages'
import { useCaptures } from '../../stores/captures'
import type { Moment } from '../compare/align'
import { useCompareMoments } from '../compare/use-compare-moments'
import { neighbourOf, type ReplayTick, replayTicks } from './replay-ticks'

/** What happened in the capture that is replayed. */
export interface ReplayMoments {
  readonly any: ComputedRef<boolean>
  readonly ticks: ComputedRef<readonly ReplayTick[]>
  /** What was jumped to last, in words: its sign on the slider is only seen. */
  readonly landed: Readonly<Ref<string>>
  /** The time of the next moment from there, or of the previous one; undefined when there is none. */
  jump(from: number, way: 1 | -1): number | undefined
}

export function useReplayMoments(replay: () => ReplayStatus): ReplayMoments {
  const captures = useCaptures()
  captures.follow()
  const capture = computed(() => captures.find(replay().capture))
  const told = useCompareMoments(() => (capture.value ? [capture.value] : []))
  const moments = computed(() => (capture.value ? told.of(capture.value) : []))
  // The ends alone: the rest of the status changes with every word of the engine.
  const [from, to] = [computed(() => replay().from), computed(() => replay().to)]
  const landed = ref('')
  return {
    any: computed(() => moments.value.length > 0),
    ticks: computed(() => replayTicks(moments.value, { from: from.value, to: to.value })),
    landed,
    jump(time, way) {
      const moment = neighbourOf(moments.value, time, way)
      if (moment) landed.value = text.replay.moment(nameOf(moment), clockText(moment.time, 1))
      return moment?.time
    }
  }
}

/** Anomalies and gaps have no words of their own. */
function nameOf({ kind, label }: Moment): string {
  return label === '' ? text.replay.kinds[kind === 'gap' ? 'gap' : 'anomaly'] : label
}
