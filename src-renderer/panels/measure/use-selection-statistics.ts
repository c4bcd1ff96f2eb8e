import type { Problem } from '@shared/model/session'
import type { ChannelStatistics } from '@shared/model/statistics'
import { type LatestAnswer, useLatestAnswer } from '../../composables/use-latest-answer'
import { problemOf } from '../../connection/problem'
import { useConnection } from '../../stores/connection'
import type { Stretch } from '../../stores/cursors'
import type { ShownChannel } from '../../stores/looks'
import { bySession } from './use-channel-values'

export interface SelectionStatistics {
  readonly stretch: Stretch
  /** By `channelKey`. */
  readonly channels: ReadonlyMap<string, ChannelStatistics>
  /** False where older samples are only known as extremes. */
  readonly complete: boolean
  /** Devices whose figures could not be had. */
  readonly problems: readonly Problem[]
}

/** The engine takes this many names; more channels than that are asked for as all. */
const mostNames = 64
/** ms after the last change of the selection. */
const calm = 250

/** Figures over the selection, computed by the engine, again when the selection has come to rest elsewhere. */
export function useSelectionStatistics(
  channels: () => readonly ShownChannel[],
  selection: () => Stretch | null
): LatestAnswer<SelectionStatistics> {
  const connection = useConnection()

  function question(): { stretch: Stretch; sessions: { id: string; names: string[]; indices: number[] }[] } | null {
    const stretch = selection()
    const list = channels()
    if (!stretch || list.length === 0) return null
    const sessions = [...bySession(list)].map(([id, own]) => ({
      id,
      names: own.map(({ channel }) => channel.name),
      indices: own.map(({ channel }) => channel.index)
    }))
    return { stretch, sessions }
  }

  return useLatestAnswer(
    question,
    async ({ stretch, sessions }, signal) => {
      const engine = connection.engine()
      const found = new Map<string, ChannelStatistics>()
      let complete = true
      const answers = await Promise.allSettled(
        sessions.map(async ({ id, names, indices }) => {
          const some = names.length <= mostNames ? { channels: names } : {}
          const answer = await engine.sessions.statistics({ session: id, ...stretch, ...some }, { signal })
          complete &&= answer.complete
          for (const figures of answer.channels) {
            const at = names.indexOf(figures.channel)
            if (at >= 0) found.set(`${id}/${indices[at]}`, figures)
          }
        })
      )
      signal.throwIfAborted()
      const problems = answers.flatMap(answer => (answer.status === 'rejected' ? [problemOf(answer.reason)] : []))
      return { stretch, channels: found, complete, problems }
    },
    { wait: calm, untilCalm: true }
  )
}
