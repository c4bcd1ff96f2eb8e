import { childSignal } from '@shared/base/abort'
import type { Clock } from '@shared/base/clock'
import type { Source } from '@shared/flow/types'
import type { Chunk } from '@shared/model/batch'
import type { StreamInput } from '@shared/model/input'
import type { ReplayStatus } from '@shared/model/replay'
import { createNotifier } from '../notifier'
import { createRates } from '../rates'
import { dueTime } from './due-time'
import { decidedBy, type HoldableKind } from './held-kinds'
import { PlayClock } from './play-clock'
import type { FedInput, ReplayFeed } from './replay-feed'

/** How long others may have to wait while it plays as fast as it can, ms. */
const longestRun = 2
/** Timers of days are not to be relied on, ms: who waits longer looks again. */
const longestSleep = 86_400_000

export interface PlayerOptions {
  readonly clock: Clock
  readonly capture: string
  /** The whole of the capture, ms. */
  readonly from: number
  readonly to: number
  /** Where this player begins, ms. */
  readonly position: number
  readonly speed: number
  readonly loop: boolean
  readonly paused: boolean
  /** What somebody has decided: recorded inputs of these kinds are passed over. */
  readonly held: ReadonlySet<HoldableKind>
  /** What comes before the position, then everything after it with reach `told`; both without a pause. */
  readonly inputs: Source<FedInput>
  /** Everything before the position has been accepted, and nothing after it; or why that cannot be. */
  readonly onBegun: (failure?: unknown) => void
  readonly onEnd: () => void
}

type Step = { readonly kind: 'chunk' } | { readonly kind: 'until'; readonly time: number }

/**
 * Plays recorded inputs at the pace they were recorded, times `speed`. What is late is caught up with; as fast as the
 * pipeline takes them is the limit. Once paused nothing more is let go, except what `step` asks for.
 */
export class Player implements ReplayFeed {
  readonly source: Source<FedInput | 'here'>
  loop: boolean
  private readonly play: PlayClock
  private rates = createRates()
  private readonly stopped = createNotifier()
  private speed: number
  private paused: boolean
  private ended = false
  private step: Step | null = null
  /** Of the newest input that was let go, and of the next. */
  private played: number
  private due: number
  private wake: () => void = () => undefined
  private breathed: number

  constructor(private readonly options: PlayerOptions) {
    const { clock, position } = options
    this.loop = options.loop
    this.speed = options.speed
    this.paused = options.paused
    this.play = new PlayClock(clock, position)
    this.played = position
    this.due = position
    this.breathed = clock.now()
    this.source = signal => this.run(signal)
  }

  /** Recorded time that has been reached, ms. */
  get position(): number {
    return Math.max(this.played, Math.min(this.play.now(), this.due))
  }

  get isPaused(): boolean {
    return this.paused
  }

  get hasEnded(): boolean {
    return this.ended
  }

  pause(): void {
    this.set(this.speed, true)
  }

  resume(): void {
    if (!this.ended) this.set(this.speed, false)
  }

  setSpeed(speed: number): void {
    this.set(speed, this.paused)
  }

  /** Pauses, and goes on by so many ms at once; by the next chunk without them. */
  stepOn(milliseconds?: number): void {
    if (this.ended) return
    this.pause()
    this.step = milliseconds === undefined ? { kind: 'chunk' } : { kind: 'until', time: this.position + milliseconds }
    this.wake()
  }

  /** Resolves when it stands before the next input, or at the end, with everything before accepted. */
  whenStopped(signal: AbortSignal): Promise<void> {
    return this.stopped.wait(signal)
  }

  status(): ReplayStatus {
    const { capture, from, to, clock } = this.options
    const { position, speed, loop, paused, ended } = this
    const [rate] = this.rates.update(clock.now(), [position])
    const trueSpeed = paused || rate === 0 ? null : rate / 1000
    return { capture, from, to, position, speed, trueSpeed, loop, paused, ended }
  }

  private set(speed: number, paused: boolean): void {
    this.play.set(this.position)
    this.step = null
    // What was measured before was another speed.
    this.rates = createRates()
    this.speed = speed
    this.paused = paused
    this.play.run(paused ? 0 : speed)
    this.wake()
  }

  private async *run(signal: AbortSignal): AsyncGenerator<FedInput | 'here', void, void> {
    try {
      let isHere = false
      for await (const fed of this.options.inputs(signal)) {
        if (fed.reach === 'told') {
          if (!isHere) yield* this.begin()
          isHere = true
          await this.turn(fed.input, signal)
        }
        const decided = decidedBy(fed.input)
        if (!decided || !this.options.held.has(decided)) yield fed
        await this.breathe(signal)
      }
      if (!isHere) yield* this.begin()
    } catch (error) {
      this.pause()
      this.options.onBegun(error)
      throw error
    }
    this.end()
    // A replay that has ended stays as it is until it is closed.
    for (;;) await this.changed(Infinity, signal)
  }

  /** By the time the next is pulled, what was given has been accepted. */
  private *begin(): Generator<'here', void, void> {
    yield 'here'
    this.play.set(this.position)
    this.play.run(this.paused ? 0 : this.speed)
    this.options.onBegun()
  }

  private end(): void {
    const { to, onEnd } = this.options
    this.due = this.played = Math.max(this.position, to)
    this.pause()
    this.ended = true
    this.stopped.notify()
    onEnd()
  }

  /** Returns when the input is due. */
  private async turn(input: Chunk | StreamInput, signal: AbortSignal): Promise<void> {
    // A time beyond the recording's would never come.
    this.due = Math.max(this.played, Math.min(dueTime(input) ?? this.played, this.options.to))
    for (;;) {
      if (this.paused) {
        if (this.steps(input)) break
        this.stopped.notify()
        await this.changed(Infinity, signal)
      } else {
        const wait = this.play.until(this.due)
        // Timers are no finer than this.
        if (wait < 1) break
        await this.changed(wait, signal)
      }
    }
    this.played = this.due
    if (this.paused) this.play.set(this.played)
    else this.play.yieldTo(this.due)
  }

  /** Whether a step lets the input go. */
  private steps({ kind }: Chunk | StreamInput): boolean {
    if (this.step === null) return false
    if (this.step.kind === 'chunk') {
      if (kind === 'chunk') this.step = null
      return true
    }
    if (this.due <= this.step.time) return true
    this.played = Math.max(this.played, this.step.time)
    this.play.set(this.played)
    this.step = null
    return false
  }

  /** Returns after so many ms, or earlier when somebody has asked for something. */
  private async changed(milliseconds: number, signal: AbortSignal): Promise<void> {
    const waiting = childSignal(signal)
    this.wake = () => waiting.abort()
    try {
      await this.options.clock.sleep(Math.min(milliseconds, longestSleep), waiting.signal)
    } catch (error) {
      if (signal.aborted || !waiting.signal.aborted) throw error
    } finally {
      this.wake = () => undefined
      waiting.dispose()
      this.breathed = this.options.clock.now()
    }
  }

  private async breathe(signal: AbortSignal): Promise<void> {
    const { clock } = this.options
    if (clock.now() - this.breathed < longestRun) return
    await clock.sleep(0, signal)
    this.breathed = clock.now()
  }
}
