import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { CaptureInfo } from '@shared/model/capture'
import type { DecodeRequest } from '@shared/model/decode'
import type { Problem } from '@shared/model/session'
import { problemOf } from '../connection/problem'
import { useConnection } from './connection'

export type DecodeState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly fraction: number }
  | { readonly phase: 'done'; readonly capture: CaptureInfo }
  | { readonly phase: 'cancelled' }
  | { readonly phase: 'failed'; readonly problem: Problem }

/** The one recording that is being decoded again; it goes on when its dialog is closed. */
export const useDecoding = defineStore('decoding', () => {
  const connection = useConnection()
  const state = shallowRef<DecodeState>({ phase: 'idle' })
  let running: AbortController | undefined

  async function start(request: DecodeRequest): Promise<void> {
    running?.abort()
    const own = (running = new AbortController())
    state.value = { phase: 'running', fraction: 0 }
    try {
      const progress = await connection.engine().captures.decode(request, { signal: own.signal })
      for await (const step of progress) {
        if (own.signal.aborted) return
        state.value = step
      }
      if (state.value.phase === 'running') throw new Error('Decoding ended before it was done')
    } catch (error) {
      if (!own.signal.aborted) state.value = { phase: 'failed', problem: problemOf(error) }
    }
  }

  function cancel(): void {
    running?.abort()
    state.value = { phase: 'cancelled' }
  }
  function reset(): void {
    if (state.value.phase !== 'running') state.value = { phase: 'idle' }
  }

  return { state, start, cancel, reset }
})
