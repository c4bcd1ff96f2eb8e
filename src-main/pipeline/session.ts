import { onAbort } from '@shared/base/abort'
import { asSignalboxError, isCancelled, SignalboxError } from '@shared/base/errors'
import { pipe } from '@shared/flow/pipe'
import type { Source } from '@shared/flow/types'
import { formatDeviceAddress } from '@shared/model/address'
import type { Chunk } from '@shared/model/batch'
import type { StreamEvent } from '@shared/model/event'
import type { StreamInput } from '@shared/model/input'
import type { Item } from '@shared/model/item'
import type { QueueStatus } from '@shared/model/session'
import { createRejectList } from '../decoders'
import { checkDerived } from './check-derived'
import { createChannelMonitor } from './channel-monitor'
import { coalesce } from './coalesce'
import { createHistory } from './history'
import { createLatencies } from './latencies'
import { deviceLife } from './life'
import { createRates } from './rates'
import { createPace } from './pace'
import { rejectsSince } from './playback/rejects-since'
import type { Reach, ReplayFeed } from './playback/replay-feed'
import { type Output, Processor } from './processor'
import { RawLog } from './raw-log'
import { type Standing, standingAfter } from './session-phase'
import { sendBytes } from './send-bytes'
import { sliceChunk } from './slice-chunk'
import type { Session, SessionOptions } from './session-interface'

export type { Session, SessionOptions, SessionRecorder } from './session-interface'

/** Opens the device, or plays what feeds it, and pumps it through its pipeline into the sinks until `close`. Answers at once. */
export function startSession(options: SessionOptions): Session {
  const { id, device, recorder, replay, journal, clock } = options
  const address = formatDeviceAddress(device.spec)
  let rejects = createRejectList()
  const history = createHistory()
  const monitor = createChannelMonitor(options.conditions.settings)
  const rates = createRates()
  const latencies = createLatencies()
  const pace = createPace()
  const ending = new AbortController()
  const openedAt = clock.now()
  // Begins beyond the log of any earlier session of the device that sent less than 1 MB/s.
  const rawLog = new RawLog(Math.floor(openedAt) * 1024)

  const { conditions } = options
  /** When something happens to the session itself, ms: a replay's times are the recorded ones. */
  const now = (): number => (replay ? newest : clock.now())
  const processor = new Processor({ conditions, rejects, now })
  const { decoder, layout, settings } = processor
  let standing: Standing = { phase: replay ? 'live' : 'connecting', problem: null }
  let readAt = openedAt
  let bytes = 0
  let samples = 0
  let newest = replay?.status().position ?? openedAt

  function accept(input: Chunk | StreamInput, reach: Reach = 'told'): void {
    if (input.kind === 'chunk') {
      readAt = replay ? clock.now() : input.times[0]
      recorder?.accept(input)
      // Only now: when the recording rolls over before these bytes, its sums are those without them.
      if (reach === 'told') {
        bytes += input.bytes.length
        rawLog.accept(input)
      }
    }
    for (const output of processor.send(input)) dispatch(output, reach)
    // Only what was not refused; it stands before the bytes that come next, as the pipeline saw it.
    if (input.kind !== 'chunk') recorder?.input(input)
  }

  function dispatch(output: Output, reach: Reach): void {
    if (output.kind === 'told') tell(output.event, reach)
    else if (output.kind === 'noted') note(output.event, reach)
    else {
      const { batch } = output
      if (reach === 'told') samples += batch.count
      if (batch.count > 0) newest = batch.time[batch.count - 1]
      monitor.see(batch)
      if (reach !== 'learnt') history.accept(batch)
      recorder?.accept(batch)
    }
  }

  /** Puts an event where it is kept. */
  function tell(event: StreamEvent, reach: Reach): void {
    if (reach === 'told') journal.add(id, device.label, event)
    if (reach !== 'learnt') history.accept(event)
    recorder?.accept(event)
  }

  function note(event: StreamEvent, reach: Reach): void {
    if (reach === 'told' || event.kind !== 'anomaly') monitor.note(event)
    standing = standingAfter(event, standing)
  }

  /** What was read is accepted whole, also when the session is being closed meanwhile. */
  async function acceptInPieces(chunk: Chunk): Promise<void> {
    for (const piece of sliceChunk(chunk, () => pace.maximumBytes)) {
      const began = clock.now()
      accept(piece)
      if (pace.took(clock.now() - began, piece.bytes.length) && !ending.signal.aborted) await clock.sleep(0)
    }
  }

  async function read(items: Source<Item>): Promise<void> {
    // What was sent while no engine ran, nobody knows.
    if (options.resumed) accept({ kind: 'gap', from: options.resumed.seenUntil ?? openedAt, time: openedAt })
    const { derived } = conditions
    if (derived.length > 0) accept({ kind: 'derived', time: openedAt, sample: 0, channels: [...derived] })
    for await (const item of items(ending.signal))
      if (item.kind === 'chunk') await acceptInPieces(item)
      else if (item.kind !== 'batch') accept(item)
  }

  /** Chunks as they were accepted once: cut otherwise they could come out otherwise. */
  async function play(feed: ReplayFeed): Promise<void> {
    for await (const fed of feed.source(ending.signal))
      if (fed !== 'here') accept(fed.input, fed.reach)
      else {
        monitor.resetTotals('*', newest)
        rejects = rejectsSince(rejects)
      }
  }

  async function run(): Promise<void> {
    try {
      if (options.replay) await play(options.replay)
      else
        await read(
          pipe(deviceLife(options.device, { clock }), coalesce({ maximumBytes: 16_384, maximumDelay: 10, clock }))
        )
    } catch (error) {
      if (!isCancelled(error)) {
        const { code, message, remedy } = asSignalboxError(error)
        accept({ kind: 'fault', time: now(), place: 'device', code, message, remedy })
        // What was played up to here can still be looked at.
        if (replay && !ending.signal.aborted) await new Promise<void>(resolve => onAbort(ending.signal, resolve))
      }
    }
    // Where a replay is closed its stream does not end.
    if (!replay) accept({ kind: 'ended', time: clock.now(), reason: 'closed' })
    standing = { phase: 'closed', problem: standing.problem }
    processor.stop()
    try {
      await recorder?.close()
    } catch (error) {
      const { code, message, remedy } = asSignalboxError(error)
      const event = { kind: 'fault', time: clock.now(), place: 'recorder', code, message, remedy } as const
      note(event, 'told')
      tell(event, 'told')
    }
  }

  recorder?.attach({
    accounts: () => ({
      received: bytes,
      decoded: samples,
      rejected: rejects.total,
      rejectedByReason: { ...rejects.byReason }
    }),
    conditions: () => processor.conditions
  })
  const running = run()

  return {
    id,
    device,
    address,
    history,
    rawLog,
    past: options.past,
    get readAt() {
      return readAt
    },
    get newest() {
      return newest
    },
    settings,
    noteLatency: milliseconds => latencies.add(milliseconds),
    configure(channel, changed) {
      accept({ kind: 'settings', time: newest, channel, sample: processor.pipeline.rows, settings: changed })
    },
    setFormat: format => accept({ kind: 'choose-format', format }),
    get format() {
      return decoder.status.choice
    },
    resetTotals: channel => monitor.resetTotals(channel, newest),
    get derived() {
      return processor.derived
    },
    setDerived(channels) {
      checkDerived(channels, layout)
      accept({ kind: 'derived', time: newest, sample: processor.pipeline.rows, channels: [...channels] })
    },
    get triggers() {
      return processor.triggers
    },
    setTriggers: triggers => accept({ kind: 'set-triggers', triggers: [...triggers] }),
    armTrigger: (trigger, armed) => accept({ kind: 'arm-trigger', trigger, armed }),
    async write(bytes) {
      const event = await sendBytes(device, bytes, clock)
      rawLog.sent(bytes, event.time)
      accept(event)
    },
    inject(fault, channel) {
      if (!device.inject)
        throw new SignalboxError('forbidden', `${device.label} is ${replay ? 'a recording' : 'a real device'}`, {
          remedy: 'Only simulators can be made to misbehave.'
        })
      device.inject(fault, channel)
      accept({ kind: 'injected', time: clock.now(), fault, channel })
    },
    mark: (label, time) => accept({ kind: 'mark', time: Math.max(openedAt, time), label }),
    rejects: limit => rejects.newest(limit),
    checkpoint: () => processor.pipeline.snapshot(),
    get layout() {
      return decoder.layout
    },
    close() {
      ending.abort()
      return running
    },
    status() {
      const [bytesPerSecond, samplesPerSecond] = rates.update(clock.now(), [bytes, samples])
      const { choice, name, confidence, detail } = decoder.status
      const queues: QueueStatus[] = [history.queue, rawLog.queue, journal.queue]
      if (recorder) queues.push(recorder.queue)
      return {
        id,
        device: device.spec,
        address,
        label: device.label,
        ...standing,
        openedAt,
        firstSample: options.past?.firstSample ?? (Number.isFinite(history.oldest) ? history.oldest : null),
        canSend: device.write !== undefined && standing.phase === 'live',
        derived: [...processor.pipeline.derived],
        triggers: [...processor.pipeline.triggers.status()],
        format: { choice, name, confidence, detail },
        channels: monitor.status(index => layout.kindOf(index)),
        bytes,
        bytesPerSecond,
        samples,
        samplesPerSecond,
        rejected: rejects.total,
        rejectedByReason: { ...rejects.byReason },
        queues,
        latency: latencies.summary(),
        recording: standing.phase === 'closed' ? null : (recorder?.status() ?? null),
        replay: replay?.status() ?? null
      }
    }
  }
}
