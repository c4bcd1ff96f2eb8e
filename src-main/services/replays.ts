import { SignalboxError } from '@shared/base/errors'
import type { ReplaySpec } from '@shared/model/device'
import type { ReplayAction } from '@shared/model/replay'
import type { HoldableKind } from '../pipeline/playback/held-kinds'
import type { Session } from '../pipeline/session'
import { Replay, type ReplayOptions } from './replay'

/** A page may still name a session that was replaced a moment ago. */
const rememberedNames = 8

/** The captures that are being replayed, by the names of their sessions, also of those that were just replaced. */
export class Replays {
  private readonly open_ = new Map<Replay, string[]>()
  private readonly opening = new Set<string>()

  constructor(private readonly options: Omit<ReplayOptions, 'spec'>) {}

  /** @throws SignalboxError what `Replay.open` throws, and `busy` when it is being replayed. */
  async open(spec: ReplaySpec, signal: AbortSignal): Promise<Session> {
    this.refuse(spec.capture)
    this.opening.add(spec.capture)
    try {
      const { onReplaced } = this.options
      const replay: Replay = await Replay.open(
        {
          ...this.options,
          spec,
          onReplaced: (before, after) => {
            this.open_.set(replay, [after.id, ...(this.open_.get(replay) ?? [])].slice(0, rememberedNames))
            onReplaced(before, after)
          }
        },
        signal
      )
      this.open_.set(replay, [replay.session.id])
      return replay.session
    } finally {
      this.opening.delete(spec.capture)
    }
  }

  /** The replay that has, or lately had, this session. */
  find(session: string): Replay | undefined {
    return [...this.open_].find(([, names]) => names.includes(session))?.[0]
  }

  /** @throws SignalboxError `busy` when the capture is being replayed. */
  refuse(capture: string): void {
    if (this.opening.has(capture) || [...this.open_.keys()].some(({ spec }) => spec.capture === capture))
      throw new SignalboxError('busy', `${capture} is being replayed`, { remedy: 'Close its replay first.' })
  }

  /** @throws SignalboxError `forbidden` for a session that is none. */
  async act(session: Session | undefined, name: string, action: ReplayAction): Promise<string> {
    const replay = this.find(name)
    if (!replay) {
      if (session)
        throw new SignalboxError('forbidden', `${session.device.label} is not a replay`, {
          remedy: 'A device cannot be paused or turned back; pause the view instead.'
        })
      throw new SignalboxError('not-found', `there is no replay "${name}"`, { remedy: 'Replay the capture again.' })
    }
    await replay.act(action)
    return replay.session.id
  }

  /** What is decided in a replay holds; answers false for a session that is none. */
  hold(session: Session, kind: HoldableKind): boolean {
    const replay = this.find(session.id)
    replay?.hold(kind)
    return replay !== undefined
  }

  /** Closes the replay; answers false for a session that is none. */
  async close(session: string): Promise<Session | null> {
    const replay = this.find(session)
    if (!replay) return null
    await replay.close()
    this.open_.delete(replay)
    return replay.session
  }
}
