import { type LatestAnswer, useLatestAnswer } from '../../composables/use-latest-answer'
import type { LiveClient } from '../../connection/live-client'
import { useConnection } from '../../stores/connection'
import type { ShownChannel } from '../../stores/looks'
import { nearestSamples, type TimedValue } from './measure-rows'

/** By `channelKey`. */
export type ChannelValues = ReadonlyMap<string, TimedValue>

/** Channels of one question. */
const mostChannels = 64
/** Rows looked at on each side of a time; a device may send its channels in lines of their own. */
const rowsAround = 64
const mostRows = 4096
/** ms looked at on each side, at least and at most. */
const [nearest, farthest] = [20, 600_000]

export function channelKey({ session, channel }: Pick<ShownChannel, 'session' | 'channel'>): string {
  return `${session.id}/${channel.index}`
}

/** The channels of each session, by its id. */
export function bySession(channels: readonly ShownChannel[]): ReadonlyMap<string, readonly ShownChannel[]> {
  const groups = new Map<string, ShownChannel[]>()
  for (const shown of channels) {
    const group = groups.get(shown.session.id)
    if (group) group.push(shown)
    else groups.set(shown.session.id, [shown])
  }
  return groups
}

interface Question {
  readonly time: number
  readonly asks: readonly { readonly session: string; readonly channels: readonly number[]; readonly around: number }[]
}

/** The sample of every channel that is nearest to a time, asked for as the time changes; `wait` ms between questions. */
export function useChannelValues(
  channels: () => readonly ShownChannel[],
  time: () => number | null,
  wait: number
): LatestAnswer<ChannelValues> {
  const connection = useConnection()

  function question(): Question | null {
    const at = time()
    if (at === null || !connection.live) return null
    const groups = bySession(channels())
    const asks = [...groups].flatMap(([session, list]) => {
      const indices = list.map(({ channel }) => channel.index)
      const rate = list[0].session.samplesPerSecond
      // Coarsely, so that a rate that trembles asks nothing anew.
      const around = 2 ** Math.round(Math.log2((1000 * rowsAround) / Math.max(rate, 0.1)))
      const parts = Math.ceil(indices.length / mostChannels)
      return Array.from({ length: parts }, (_, part) => ({
        session,
        channels: indices.slice(part * mostChannels, (part + 1) * mostChannels),
        around: Math.min(farthest, Math.max(nearest, around))
      }))
    })
    return asks.length > 0 ? { time: at, asks } : null
  }

  return useLatestAnswer(question, (asked, signal) => valuesAt(connection.live!, asked, signal), {
    wait,
    untilCalm: false
  })
}

async function valuesAt(live: LiveClient, { time, asks }: Question, signal: AbortSignal): Promise<ChannelValues> {
  const values = new Map<string, TimedValue>()
  await Promise.all(
    asks.map(async ({ session, channels, around }) => {
      const request = { session, channels, from: time - around, to: time + around, limit: mostRows }
      const frame = await live.rows(request, { signal })
      for (const [at, sample] of nearestSamples(frame, time).entries())
        if (sample) values.set(`${session}/${channels[at]}`, sample)
    })
  )
  return values
}
