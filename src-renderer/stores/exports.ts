import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { CaptureInfo, ExportRequest } from '@shared/model/capture'
import type { Problem } from '@shared/model/session'
import { saveFile } from '../charts/copy/clipboard'
import { problemOf } from '../connection/problem'
import { useConnection } from './connection'

export type ExportState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'running'; readonly fraction: number }
  | {
      readonly phase: 'done'
      readonly rows: number
      readonly bytes: number
      readonly remark: string
      readonly path: string | null
      readonly url: string | null
    }
  | { readonly phase: 'made'; readonly pages: number; readonly bytes: number }
  | { readonly phase: 'cancelled' }
  | { readonly phase: 'failed'; readonly problem: Problem }

/** A file with pages. */
export interface MadeFile {
  readonly blob: Blob
  readonly name: string
  readonly pages: number
}

/** The recordings that can be exported, and the one export that runs; it goes on when its dialog is closed. */
export const useExports = defineStore('exports', () => {
  const connection = useConnection()
  const captures = shallowRef<readonly CaptureInfo[]>()
  const state = shallowRef<ExportState>({ phase: 'idle' })
  let running: AbortController | undefined

  async function load(): Promise<void> {
    captures.value = await connection.engine().captures.list()
  }

  /** Runs an export to its end. In the desktop app the user chooses where to first; leaving that dialog starts nothing. */
  async function start(request: ExportRequest): Promise<void> {
    running?.abort()
    const own = (running = new AbortController())
    try {
      const chosen = await window.signalbox?.choosePath(`${request.capture}.${request.format}`)
      if (chosen === null) return
      state.value = { phase: 'running', fraction: 0 }
      const target = chosen ? { ...request, grant: chosen.ticket } : request
      const progress = await connection.engine().captures.export(target, { signal: own.signal })
      for await (const step of progress) {
        if (own.signal.aborted) return
        state.value = step
        if (step.phase === 'done' && step.url !== null) download(step.url)
      }
      if (state.value.phase === 'running') throw new Error('The export ended before it was done')
    } catch (error) {
      if (!own.signal.aborted) state.value = { phase: 'failed', problem: problemOf(error) }
    }
  }

  /** Runs what the page makes itself, and saves it. */
  async function make(work: (signal: AbortSignal) => Promise<MadeFile>): Promise<void> {
    running?.abort()
    const own = (running = new AbortController())
    try {
      state.value = { phase: 'running', fraction: 0 }
      const made = await work(own.signal)
      if (own.signal.aborted) return
      saveFile(made)
      state.value = { phase: 'made', pages: made.pages, bytes: made.blob.size }
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

  return { captures, state, load, start, make, cancel, reset, download }
})

/** Has the browser save what is at `url` under its own name. */
function download(url: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = url.slice(url.lastIndexOf('/') + 1)
  document.body.append(link)
  link.click()
  link.remove()
}
