import type { ChannelStatus, QueueStatus, SessionStatus } from '@shared/model/session'

export interface Totals {
  readonly bytesPerSecond: number
  readonly samplesPerSecond: number
  readonly rejected: number
  readonly dropped: number
  /** The fullest of the queues that lose new data when full, 0 to 1; a ring that drops its oldest is meant to be full. */
  readonly fill: number
  /** The worst over the sessions, ms; null when nothing was sent. */
  readonly latency: { readonly median: number; readonly p99: number } | null
  readonly bytesOnDisk: number
  readonly recording: number
  readonly recordingProblem: boolean
}

/** What these forget is on disk, and meant to be looked for there: nobody has lost anything. */
const rings: readonly string[] = ['terminal', 'live history']

/** The journal is one for all sessions, and each shows it. */
function droppedBy(queues: readonly QueueStatus[]): number {
  const journals = queues.filter(({ place }) => place === 'journal')
  const own = queues
    .filter(({ place }) => place !== 'journal' && !rings.includes(place))
    .reduce((total, { dropped }) => total + dropped, 0)
  return own + Math.max(0, ...journals.map(({ dropped }) => dropped))
}

/** What the status line and the recording sign say of all sessions together. */
export function totalsOf(sessions: readonly SessionStatus[]): Totals {
  const sum = (of: (session: SessionStatus) => number): number =>
    sessions.reduce((total, session) => total + of(session), 0)
  const queues = sessions.flatMap(session => session.queues)
  const latencies = sessions.flatMap(session => session.latency ?? [])
  return {
    bytesPerSecond: sum(session => session.bytesPerSecond),
    samplesPerSecond: sum(session => session.samplesPerSecond),
    rejected: sum(session => session.rejected),
    dropped: droppedBy(queues),
    fill: queues
      .filter(({ whenFull }) => whenFull !== 'dropOldest')
      .reduce((most, { fill, capacity }) => Math.max(most, capacity > 0 ? fill / capacity : 0), 0),
    latency:
      latencies.length === 0
        ? null
        : {
            median: Math.max(...latencies.map(({ median }) => median)),
            p99: Math.max(...latencies.map(({ p99 }) => p99))
          },
    bytesOnDisk: sum(session => session.recording?.bytesOnDisk ?? 0),
    recording: sessions.filter(session => session.recording).length,
    recordingProblem: sessions.some(session => session.recording?.problem)
  }
}

export interface Chosen {
  readonly session: SessionStatus
  readonly channel: ChannelStatus
}

/** The channel the user selected, else the first there is; undefined while no channel is known. */
export function chosenChannel(
  sessions: readonly SessionStatus[],
  selected: { readonly address: string; readonly channel: string } | null
): Chosen | undefined {
  const session = sessions.find(({ address }) => address === selected?.address)
  const channel = session?.channels.find(({ name }) => name === selected?.channel)
  if (session && channel) return { session, channel }
  const first = (session?.channels.length ? session : undefined) ?? sessions.find(({ channels }) => channels.length > 0)
  return first && { session: first, channel: first.channels[0] }
}

/** The sessions of `now` that could not be opened or lost their device since `before`. */
export function newTroubles(before: readonly SessionStatus[], now: readonly SessionStatus[]): SessionStatus[] {
  const phases = new Map(before.map(({ id, phase }) => [id, phase]))
  return now.filter(({ id, phase }) => (phase === 'failed' || phase === 'waiting') && phases.get(id) !== phase)
}
