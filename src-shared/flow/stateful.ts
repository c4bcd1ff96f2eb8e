import { SignalboxError } from '../base/errors'
import type { Stage } from './types'

/** State as plain data that survives a restart. Has to survive `structuredClone`: no functions, no class instances. */
export interface Snapshot<S> {
  readonly version: number
  readonly state: S
}

/** What can be stopped here and gone on with there. */
export interface Checkpointed<S> {
  /**
   * A copy of the state after the item given out last: of the stream begun last, or what the next one would begin with.
   */
  snapshot(): Snapshot<S>
  /**
   * Streams begun from now on begin with this state. @throws `bad-input` when its version is another and the
   * definition has no `migrate`.
   */
  restore(snapshot: Snapshot<unknown>): void
}

export interface StatefulDefinition<S, A, B> {
  /** Changes whenever the state's shape does. */
  readonly version: number
  initial(): S
  /** The output for `input`; may change `state` in place. An error ends the stream and returns the source. */
  step(state: S, input: A): B
  /** The state of an older version as one of today's. @throws when it cannot. */
  migrate?(snapshot: Snapshot<unknown>): S
}

/**
 * A stage whose state lies open. (A suspended generator's frame cannot be written down, so what has to survive a
 * restart is kept as data.) Every stream has its own copy: two calls never share it.
 */
export function stateful<S, A, B>(definition: StatefulDefinition<S, A, B>): Stage<A, B> & Checkpointed<S> {
  const { version } = definition
  let restored: { readonly state: S } | undefined
  let newest: { readonly state: S } | undefined
  const begin = (): S => (restored ? structuredClone(restored.state) : definition.initial())

  const stage: Stage<A, B> = source =>
    async function* stepped(signal) {
      const own = { state: begin() }
      newest = own
      for await (const input of source(signal)) yield definition.step(own.state, input)
    }

  return Object.assign(stage, {
    snapshot: (): Snapshot<S> => ({ version, state: structuredClone(newest ? newest.state : begin()) }),
    restore(snapshot: Snapshot<unknown>): void {
      newest = undefined
      if (snapshot.version === version) {
        // The version is the proof of the shape: only `snapshot` of this definition writes it.
        restored = { state: structuredClone(snapshot.state as S) }
      } else if (definition.migrate) {
        restored = { state: definition.migrate(structuredClone(snapshot)) }
      } else {
        throw new SignalboxError('bad-input', `a state of version ${snapshot.version} cannot be read as ${version}`)
      }
    }
  })
}
