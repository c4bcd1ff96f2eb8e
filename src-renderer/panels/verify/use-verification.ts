import { onScopeDispose, type ShallowRef, shallowRef } from 'vue'
import type { Problem } from '@shared/model/session'
import type { Verification } from '@shared/model/verification'
import { problemOf } from '../../connection/problem'
import { useConnection } from '../../stores/connection'

export type VerifyState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly fraction: number }
  | { readonly phase: 'done'; readonly verification: Verification }
  | { readonly phase: 'failed'; readonly problem: Problem }

export interface Verifying {
  readonly state: ShallowRef<VerifyState>
  start(capture: string, deep: boolean): Promise<void>
  /** Ends what runs and forgets what was found. */
  reset(): void
}

/** Checks recordings, one at a time; what runs ends with its scope. */
export function useVerification(): Verifying {
  const connection = useConnection()
  const state = shallowRef<VerifyState>({ phase: 'idle' })
  let running: AbortController | undefined

  async function start(capture: string, deep: boolean): Promise<void> {
    reset()
    const own = (running = new AbortController())
    state.value = { phase: 'running', fraction: 0 }
    try {
      const progress = await connection.engine().captures.verify({ capture, deep }, { signal: own.signal })
      for await (const step of progress) {
        if (own.signal.aborted) return
        state.value = step
      }
    } catch (error) {
      if (!own.signal.aborted) state.value = { phase: 'failed', problem: problemOf(error) }
    }
  }

  function reset(): void {
    running?.abort()
    state.value = { phase: 'idle' }
  }
  onScopeDispose(() => running?.abort())

  return { state, start, reset }
}
