import type { Clock } from '@shared/base/clock'
import type { ReplaySpec } from '@shared/model/device'
import type { ReplayAction } from '@shared/model/replay'
import type { CaptureStore } from '../captures/store'
import type { Journal } from '../pipeline/journal'
import type { HoldableKind } from '../pipeline/playback/held-kinds'
import { Player } from '../pipeline/playback/player'
import { replayInputs } from '../pipeline/playback/replay-inputs'
import { ReplayedPast } from '../pipeline/playback/replayed-past'
import type { StreamOutline } from '../pipeline/playback/stream-reader'
import type { Conditions } from '../pipeline/processor'
import { type Session, startSession } from '../pipeline/session'

/** Bytes that are read before the place where a replay begins: windows, lamps and charts are filled with them. */
const usualWarmUp = 4 * 1024 * 1024
/** The shortest round of a loop, ms: what is over at once is not begun again a thousand times a second. */
const shortestRound = 500
/** Chunks in which a device says what its channels are, when it is at its beginning. */
const firstChunks = 64

export interface ReplayOptions {
  readonly spec: ReplaySpec
  readonly store: Pick<CaptureStore, 'reader' | 'streams'>
  readonly journal: Journal
  readonly clock: Clock
  readonly newId: () => string
  /** Bytes; 4 MiB. */
  readonly warmUp?: number
  /** A session stands in the place of another from now on. */
  readonly onReplaced: (before: Session, after: Session) => void
  /** A round of the loop could not be begun. */
  readonly onFailure: (error: unknown) => void
}

interface Playing {
  readonly session: Session
  readonly player: Player
  readonly since: number
}

/**
 * A capture that is played as if it were the device again. History never goes back, so a jump, also a loop's, is a new
 * session in the place of the old one, which stays until the new one is there.
 */
export class Replay {
  private readonly ending = new AbortController()
  /** What somebody decided meanwhile holds from then on, also after a jump. */
  private readonly held = new Set<HoldableKind>()
  private wanted: { readonly time: number; readonly paused?: boolean } | null = null
  private jumping: Promise<void> | undefined

  private constructor(
    private readonly options: ReplayOptions,
    private readonly outline: StreamOutline,
    private playing: Playing
  ) {}

  /** @throws SignalboxError `not-found`, `busy` while it is recorded, `bad-input` when it cannot be replayed, `storage`. */
  static async open(options: ReplayOptions, signal: AbortSignal): Promise<Replay> {
    const { spec, store } = options
    const outline = await store.streams.outline(spec.capture, signal)
    const replay: Replay = new Replay(options, outline, undefined as never)
    replay.playing = await replay.begin(spec.from ?? outline.from)
    replay.apply(replay.playing, spec, false)
    return replay
  }

  get session(): Session {
    return this.playing.session
  }

  /** What opens it again as it is now. */
  get spec(): ReplaySpec {
    const { position, speed, loop } = this.playing.player.status()
    return { ...this.options.spec, from: position, speed, loop }
  }

  async act(action: ReplayAction): Promise<void> {
    const { player } = this.playing
    switch (action.kind) {
      case 'pause':
        return player.pause()
      case 'resume':
        return player.hasEnded ? this.jump(this.outline.from, false) : player.resume()
      case 'step':
        // From where a jump that is under way leads to; the rest is carried over to there.
        await this.jumping?.catch(() => undefined)
        return this.playing.player.stepOn(action.milliseconds)
      case 'seek':
        return this.jump(action.time)
      case 'speed':
        return player.setSpeed(action.speed)
      case 'loop':
        player.loop = action.loop
        if (player.hasEnded && action.loop) await this.jump(this.outline.from, false)
    }
  }

  /** What is decided of this kind is not to be undone by what was recorded. */
  hold(kind: HoldableKind): void {
    this.held.add(kind)
  }

  async close(): Promise<void> {
    this.wanted = null
    this.ending.abort()
    await this.jumping?.catch(() => undefined)
    await this.playing.session.close()
  }

  /** Of several jumps that are asked for while one is under way only the last is made. */
  private jump(time: number, paused?: boolean): Promise<void> {
    this.wanted = { time, paused }
    this.jumping ??= this.makeJumps().finally(() => (this.jumping = undefined))
    return this.jumping
  }

  private async makeJumps(): Promise<void> {
    for (let wanted = this.wanted; wanted !== null; wanted = this.wanted) {
      this.wanted = null
      const next = await this.begin(wanted.time)
      const before = this.playing
      if (wanted.paused ?? before.player.isPaused) await this.showFirst(next)
      this.playing = next
      this.apply(next, before.player.status(), wanted.paused ?? before.player.isPaused)
      this.options.onReplaced(before.session, next.session)
      await before.session.close()
    }
  }

  /** At the very beginning there is nothing yet: goes on until the first rows are there, so that there is a picture. */
  private async showFirst({ session, player }: Playing): Promise<void> {
    for (let chunk = 0; chunk < firstChunks && session.history.version === 0 && !player.hasEnded; chunk++) {
      const stopped = player.whenStopped(this.ending.signal)
      player.stepOn()
      await stopped
    }
  }

  private apply({ player }: Playing, { speed, loop }: { speed: number; loop: boolean }, paused: boolean): void {
    player.setSpeed(speed)
    player.loop = loop
    if (!paused) player.resume()
  }

  /** A session that stands, paused, at a time, with everything before it. */
  private async begin(at: number): Promise<Playing> {
    const { outline, options, held } = this
    const { spec, store, journal, clock, warmUp = usualWarmUp } = options
    const { signal } = this.ending
    const { parts, from, to } = outline
    const time = Math.max(from, Math.min(at, to))
    const begin = await store.streams.begin(parts, time, warmUp, signal)
    const { began, onBegun } = beginning()
    const player: Player = new Player({
      clock,
      capture: spec.capture,
      ...{ from, to, position: time, speed: spec.speed, loop: false, paused: true },
      held,
      inputs: replayInputs({ reader: store.streams, parts, begin }),
      onBegun,
      onEnd: () => void this.goRound(player)
    })
    const past = new ReplayedPast(store.reader, spec.capture, () => session.newest)
    const session: Session = startSession({
      id: options.newId(),
      device: { spec, label: `${outline.label} (replay)` },
      conditions: this.conditions(),
      replay: player,
      past,
      journal,
      clock
    })
    try {
      await began
      await past.open(signal)
      return { session, player, since: clock.now() }
    } catch (error) {
      await session.close()
      throw error
    }
  }

  private conditions(): Conditions {
    const { conditions } = this.outline
    const { held } = this
    if (held.size === 0) return conditions
    const { settings, derived, triggers, format } = this.playing.session
    return {
      ...conditions,
      ...(held.has('settings') ? { settings: { ...settings } } : {}),
      ...(held.has('derived') ? { derived } : {}),
      ...(held.has('triggers') ? { triggers } : {}),
      ...(held.has('format') ? { format } : {}),
      // The stages' state belongs to what was set then.
      stages: undefined
    }
  }

  private async goRound(player: Player): Promise<void> {
    const { clock, onFailure } = this.options
    const { signal } = this.ending
    try {
      if (!player.loop) return
      await clock.sleep(Math.max(0, this.playing.since + shortestRound - clock.now()), signal)
      if (player === this.playing.player && player.loop) await this.jump(this.outline.from, false)
    } catch (error) {
      if (!signal.aborted) onFailure(error)
    }
  }
}

/** A promise of the moment in which a player stands where it is to begin. */
function beginning(): { readonly began: Promise<void>; readonly onBegun: (failure?: unknown) => void } {
  let onBegun: (failure?: unknown) => void = () => undefined
  const began = new Promise<void>((resolve, reject) => {
    onBegun = failure => (failure === undefined ? resolve() : reject(failure as Error))
  })
  return { began, onBegun }
}
