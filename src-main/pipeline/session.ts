import { asSignalboxError, isCancelled, SignalboxError } from '@shared/base/errors'
import { pipe } from '@shared/flow/pipe'
import { formatDeviceAddress } from '@shared/model/address'
import type { Chunk } from '@shared/model/batch'
import type { StreamEvent } from '@shared/model/event'
import type { Item } from '@shared/model/item'
import type { QueueStatus } from '@shared/model/session'
import { createDecoder, createRejectList } from '../decoders'
import { createPipeline } from './chain'
import { ChannelLayout } from './channel-layout'
import { checkDerived } from './check-derived'
import { createChannelMonitor } from './channel-monitor'
import { createChannelNews } from './channel-news'
import { coalesce } from './coalesce'
import { EventLimit } from './event-limit'
import { createHistory } from './history'
import { createLatencies } from './latencies'
import { deviceLife } from './life'
import { createRates } from './rates'
import { createPace } from './pace'
import { RawLog } from './raw-log'
import { resumePipeline } from './resume-pipeline'
import { type Standing, standingAfter } from './session-phase'
import { inTimeOrder } from './time-order'
import { sendBytes } from './send-bytes'
import { settingsBook } from './settings-book'
import { sliceChunk } from './slice-chunk'
import type { KnownTrigger } from './stages/triggers'

import type { Session, SessionOptions } from './session-interface'

export type { Session, SessionOptions, SessionRecorder } from './session-interface'

/** Opens the device and pumps it through its pipeline into the sinks until `close`. Answers at once. */
export function startSession(options: SessionOptions): Session {
  const { id, device, recorder, journal, clock } = options
  const address = formatDeviceAddress(device.spec)
  const rejects = createRejectList()
  const decoder = createDecoder({ format: options.format, byteTime: device.byteTime, rejects, known: options.known })
  const history = createHistory()
  const monitor = createChannelMonitor(options.settings)
  const { all: settings, put: putSettings } = settingsBook(options.settings)
  const rates = createRates()
  const latencies = createLatencies()
  const pace = createPace()
  const limit = new EventLimit()
  const channelNews = createChannelNews()
  const ending = new AbortController()
  const openedAt = clock.now()
  // Begins beyond the log of any earlier session of the device that sent less than 1 MB/s.
  const rawLog = new RawLog(Math.floor(openedAt) * 1024)

  const layout = new ChannelLayout()
  let derived = options.derived ?? []
  let pipeline = resumePipeline(
    decoder,
    { settings: options.settings, derived, triggers: options.triggers, layout },
    options.resumed?.stages
  )
  let standing: Standing = { phase: 'connecting', problem: null }
  let readAt = openedAt
  let bytes = 0
  let samples = 0
  let newest = openedAt

  function accept(item: Item): void {
    if (item.kind === 'chunk') {
      bytes += item.bytes.length
      readAt = item.times[0]
      recorder.accept(item)
      rawLog.accept(item)
    }
    let outputs: readonly Item[]
    try {
      outputs = pipeline.send(item)
    } catch (error) {
      recover(error)
      return
    }
    for (const output of inTimeOrder(channelNews(outputs))) dispatch(output)
  }

  /** A stage broke: say so, and go on with fresh stages from the last state they can give. */
  function recover(error: unknown): void {
    const { code, message, remedy } = asSignalboxError(error)
    pipeline.stop()
    pipeline = createPipeline(decoder, { settings, derived, triggers: knownTriggers(), layout })
    dispatch({ kind: 'fault', time: clock.now(), place: 'pipeline', code, message, remedy })
  }

  const knownTriggers = (): readonly KnownTrigger[] =>
    pipeline.triggers.status().map(({ settings: own, state }) => ({ settings: own, stopped: state === 'stopped' }))

  function dispatch(item: Item): void {
    if (item.kind === 'chunk') return
    if (item.kind === 'batch') {
      samples += item.count
      if (item.count > 0) newest = item.time[item.count - 1]
      monitor.see(item)
      for (const event of limit.advance(newest)) tell(event)
      history.accept(item)
      recorder.accept(item)
    } else note(item)
  }

  /** Puts an event where it is kept. */
  function tell(event: StreamEvent): void {
    journal.add(id, device.label, event)
    history.accept(event)
    recorder.accept(event)
  }

  function note(event: StreamEvent): void {
    monitor.note(event)
    for (const passed of limit.take(event)) tell(passed)
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

  async function run(): Promise<void> {
    const items = pipe(deviceLife(device, { clock }), coalesce({ maximumBytes: 16_384, maximumDelay: 10, clock }))
    // What was sent while no engine ran, nobody knows.
    if (options.resumed) accept({ kind: 'gap', from: options.resumed.seenUntil ?? openedAt, time: openedAt })
    if (derived.length > 0) accept({ kind: 'derived', time: openedAt, sample: 0, channels: [...derived] })
    try {
      for await (const item of items(ending.signal))
        if (item.kind === 'chunk') await acceptInPieces(item)
        else accept(item)
    } catch (error) {
      if (!isCancelled(error)) {
        const { code, message, remedy } = asSignalboxError(error)
        accept({ kind: 'fault', time: clock.now(), place: 'device', code, message, remedy })
      }
    }
    accept({ kind: 'ended', time: clock.now(), reason: 'closed' })
    standing = { phase: 'closed', problem: standing.problem }
    pipeline.stop()
    try {
      await recorder.close()
    } catch (error) {
      const { code, message, remedy } = asSignalboxError(error)
      note({ kind: 'fault', time: clock.now(), place: 'recorder', code, message, remedy })
    }
  }

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
      putSettings(channel, changed)
      accept({ kind: 'settings', time: newest, channel, sample: pipeline.rows, settings: changed })
    },
    setFormat: format => decoder.choose(format),
    resetTotals: channel => monitor.resetTotals(channel, newest),
    get derived() {
      return derived
    },
    setDerived(channels) {
      checkDerived(channels, layout)
      derived = channels
      accept({ kind: 'derived', time: newest, sample: pipeline.rows, channels: [...channels] })
    },
    get triggers() {
      return knownTriggers()
    },
    setTriggers: triggers => pipeline.triggers.set(triggers),
    armTrigger: (trigger, armed) => pipeline.triggers.arm(trigger, armed),
    async write(bytes) {
      const event = await sendBytes(device, bytes, clock)
      rawLog.sent(bytes, event.time)
      accept(event)
    },
    inject(fault, channel) {
      if (!device.inject)
        throw new SignalboxError('forbidden', `${device.label} is a real device`, {
          remedy: 'Only simulators can be made to misbehave.'
        })
      device.inject(fault, channel)
      accept({ kind: 'injected', time: clock.now(), fault, channel })
    },
    rejects: limit => rejects.newest(limit),
    checkpoint: () => pipeline.snapshot(),
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
      const queues: QueueStatus[] = [history.queue, rawLog.queue, journal.queue, recorder.queue]
      return {
        id,
        device: device.spec,
        address,
        label: device.label,
        ...standing,
        openedAt,
        firstSample: options.past?.firstSample ?? (Number.isFinite(history.oldest) ? history.oldest : null),
        canSend: device.write !== undefined && standing.phase === 'live',
        derived: [...pipeline.derived],
        triggers: [...pipeline.triggers.status()],
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
        recording: standing.phase === 'closed' ? null : recorder.status()
      }
    }
  }
}
