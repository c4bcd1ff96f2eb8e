import { asSignalboxError } from '@shared/base/errors'
import type { Coroutine } from '@shared/flow/types'
import type { Batch, Chunk } from '@shared/model/batch'
import type { DerivedChannel } from '@shared/model/derived'
import type { StreamEvent } from '@shared/model/event'
import type { FormatChoice } from '@shared/model/format'
import type { StreamInput } from '@shared/model/input'
import type { Item } from '@shared/model/item'
import type { ChannelSettings } from '@shared/model/settings'
import { createDecoder, type Decoder, type KnownLayout, type RejectList } from '../decoders'
import { calibrate, type Calibration } from './calibrate'
import { createPipeline, type Pipeline } from './chain'
import { ChannelLayout } from './channel-layout'
import { createChannelNews } from './channel-news'
import { EventLimit } from './event-limit'
import { resumePipeline } from './resume-pipeline'
import { series } from './series'
import { settingsBook, type SettingsByChannel } from './settings-book'
import type { KnownTrigger } from './stages/triggers'
import { inTimeOrder } from './time-order'

/** What a stream is read and analysed with from its first byte on. Plain data: a capture keeps it with its bytes. */
export interface Conditions {
  readonly format: FormatChoice
  /** Milliseconds a byte takes on the wire; 0 where that is not known. */
  readonly byteTime: number
  /** What the device's header said when it was read before. */
  readonly known?: KnownLayout
  readonly settings: Readonly<Record<string, ChannelSettings>>
  readonly derived: readonly DerivedChannel[]
  readonly triggers: readonly KnownTrigger[]
  /** Corrections of channels, see `calibrate`; a live session has none. */
  readonly calibration?: Calibration
  /** The stages' state to go on from, see `PipelineSnapshot`; absent at a new beginning. */
  readonly stages?: unknown
}

/**
 * What came of an item, in the order in which it is to be told. A batch is lent until the next `send`. Every event is
 * noted once, as it happened; it is told, to those who keep it, unless it is one of a flood.
 */
export type Output =
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'noted'; readonly event: StreamEvent }
  | { readonly kind: 'told'; readonly event: StreamEvent }

export interface ProcessorOptions {
  readonly conditions: Conditions
  readonly rejects: RejectList
  /** For what happens to the pipeline itself, ms. */
  readonly now: () => number
}

/**
 * One device's stream, from bytes and what happened between them to batches and events: decoder, pipeline, and the limit
 * for floods of events. The same conditions and the same inputs give the same outputs bit for bit; a live session, a
 * capture that is decoded again and a replay all go through here.
 */
export class Processor {
  readonly decoder: Decoder
  readonly layout = new ChannelLayout()
  private readonly book
  /** The decoder, with the correction of what it reads. */
  private readonly reader: Coroutine<Item, readonly Item[]>
  private readonly limit = new EventLimit()
  private readonly channelNews = createChannelNews()
  private current: Pipeline
  private derivedNow: readonly DerivedChannel[]
  private newestTime = -Infinity

  constructor(private readonly options: ProcessorOptions) {
    const { conditions, rejects } = options
    const { format, byteTime, known, settings, derived, triggers, calibration, stages } = conditions
    this.decoder = createDecoder({ format, byteTime, rejects, known })
    this.book = settingsBook(settings)
    this.derivedNow = derived
    this.reader = calibration ? series(this.decoder, calibrate(calibration)) : this.decoder
    this.current = resumePipeline(this.reader, { settings, derived, triggers, layout: this.layout }, stages)
  }

  get pipeline(): Pipeline {
    return this.current
  }

  /** Those that would go on from here, as far as they are known: what the decoder has half read is not part of them. */
  get conditions(): Conditions {
    const { byteTime, calibration } = this.options.conditions
    const { derived, triggers, decoder } = this
    const { choice: format } = decoder.status
    const stages = this.current.snapshot()
    return {
      format,
      byteTime,
      known: decoder.layout,
      settings: { ...this.book.all },
      derived,
      triggers,
      calibration,
      stages
    }
  }

  /** As last sent, by channel name. */
  get settings(): SettingsByChannel {
    return this.book.all
  }

  get derived(): readonly DerivedChannel[] {
    return this.derivedNow
  }

  get triggers(): readonly KnownTrigger[] {
    return this.current.triggers.status().map(({ settings, state }) => ({ settings, stopped: state === 'stopped' }))
  }

  /** @throws SignalboxError what settings, triggers and their numbers are refused with; nothing has changed then. */
  *send(input: Chunk | StreamInput): Generator<Output, void, void> {
    const item = this.obey(input)
    if (!item) return
    let outputs: readonly Item[]
    try {
      outputs = this.current.send(item)
    } catch (error) {
      yield* this.recover(error)
      return
    }
    for (const output of inTimeOrder(this.channelNews(outputs))) yield* this.pass(output)
  }

  stop(): void {
    this.current.stop()
  }

  /** Carries a command out; what travels through the stages is answered. */
  private obey(input: Chunk | StreamInput): Item | null {
    switch (input.kind) {
      case 'choose-format':
        this.decoder.choose(input.format)
        return null
      case 'set-triggers':
        this.current.triggers.set(input.triggers)
        return null
      case 'arm-trigger':
        this.current.triggers.arm(input.trigger, input.armed)
        return null
      case 'settings':
        this.book.put(input.channel, input.settings)
        return input
      case 'derived':
        this.derivedNow = input.channels
        return input
      default:
        return input
    }
  }

  private *pass(item: Item): Generator<Output, void, void> {
    if (item.kind === 'chunk') return
    if (item.kind !== 'batch') {
      yield { kind: 'noted', event: item }
      for (const event of this.limit.take(item)) yield { kind: 'told', event }
      return
    }
    if (item.count > 0) this.newestTime = item.time[item.count - 1]
    for (const event of this.limit.advance(this.newestTime)) yield { kind: 'told', event }
    yield { kind: 'batch', batch: item }
  }

  /** A stage broke: say so, and go on with fresh stages from the last settings. */
  private *recover(error: unknown): Generator<Output, void, void> {
    const { code, message, remedy } = asSignalboxError(error)
    const { triggers, derivedNow: derived, layout } = this
    this.current.stop()
    this.current = createPipeline(this.reader, { settings: { ...this.book.all }, derived, triggers, layout })
    yield* this.pass({ kind: 'fault', time: this.options.now(), place: 'pipeline', code, message, remedy })
  }
}
