import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { isCancelled } from '@shared/base/errors'
import type { ImportChoices, ImportPreview, ImportResult } from '@shared/model/import'
import type { Problem } from '@shared/model/session'
import { bringFile } from '../connection/bring-file'
import { problemOf } from '../connection/problem'
import { useConnection } from './connection'

export type ImportState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'bringing'; readonly fraction: number }
  /** A file is there, and how it is read can be chosen. */
  | { readonly phase: 'choosing' }
  | { readonly phase: 'running'; readonly fraction: number }
  | { readonly phase: 'done'; readonly result: ImportResult }
  | { readonly phase: 'cancelled' }

/** The one file that is being imported, how it is understood, and how far it is; it goes on when its dialog is closed. */
export const useImports = defineStore('imports', () => {
  const connection = useConnection()
  const state = shallowRef<ImportState>({ phase: 'idle' })
  const preview = shallowRef<ImportPreview | null>(null)
  const problem = shallowRef<Problem | null>(null)
  /** What somebody insists on; the rest is guessed. */
  const choices = shallowRef<ImportChoices>({})
  const isUpdating = shallowRef(false)
  let ticket: string | undefined
  let work = new AbortController()

  /** Brings a file and shows how it is understood. */
  async function open(file: File): Promise<void> {
    reset()
    const own = work
    state.value = { phase: 'bringing', fraction: 0 }
    try {
      const brought = await bringFile(file, {
        signal: own.signal,
        progress: fraction => {
          if (!own.signal.aborted) state.value = { phase: 'bringing', fraction }
        }
      })
      if (own.signal.aborted) return letGo(brought)
      ticket = brought
      state.value = { phase: 'choosing' }
      await update()
    } catch (error) {
      if (own.signal.aborted) return
      problem.value = problemOf(error)
      state.value = { phase: 'idle' }
    }
  }

  /** Reads the beginning anew with the choices as they are; the newest choices win. */
  async function update(): Promise<void> {
    work.abort()
    const own = (work = new AbortController())
    isUpdating.value = true
    try {
      const call = { file: ticket ?? '', choices: choices.value }
      const found = await connection.engine().captures.preview(call, { signal: own.signal })
      if (own.signal.aborted) return
      preview.value = found
      problem.value = null
    } catch (error) {
      if (!own.signal.aborted && !isCancelled(error)) problem.value = problemOf(error)
    } finally {
      if (work === own) isUpdating.value = false
    }
  }

  /** Insists on something; undefined leaves it to the guess again. */
  function choose(changed: ImportChoices): Promise<void> {
    const next = { ...choices.value, ...changed }
    choices.value = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined))
    return update()
  }

  /** What is wanted of one column; the others stay as they are. */
  function chooseColumn(index: number, changed: { name?: string; unit?: string; used?: boolean }): Promise<void> {
    const others = choices.value.columns ?? []
    const before = others.find(column => column.index === index) ?? { index }
    return choose({ columns: [...others.filter(column => column.index !== index), { ...before, ...changed }] })
  }

  async function start(label: string): Promise<void> {
    work.abort()
    const own = (work = new AbortController())
    state.value = { phase: 'running', fraction: 0 }
    problem.value = null
    try {
      const request = { file: ticket ?? '', choices: choices.value, ...(label === '' ? {} : { label }) }
      const progress = await connection.engine().captures.import(request, { signal: own.signal })
      for await (const step of progress) {
        if (own.signal.aborted) return
        state.value = step
      }
      if (state.value.phase === 'running') throw new Error('The import ended before it was done')
      ticket = undefined
    } catch (error) {
      if (own.signal.aborted) return
      problem.value = problemOf(error)
      state.value = { phase: 'choosing' }
    }
  }

  /** Ends what is under way; the file stays, to be read in another way. */
  function cancel(): void {
    const wasRunning = state.value.phase === 'running'
    work.abort()
    state.value = wasRunning ? { phase: 'cancelled' } : { phase: 'idle' }
  }

  function backToChoices(): void {
    state.value = ticket === undefined ? { phase: 'idle' } : { phase: 'choosing' }
  }

  /** Lets go of the file. */
  function reset(): void {
    work.abort()
    work = new AbortController()
    if (ticket !== undefined) letGo(ticket)
    ticket = undefined
    choices.value = {}
    preview.value = null
    problem.value = null
    isUpdating.value = false
    state.value = { phase: 'idle' }
  }

  /** A file that stays is removed by the host in the end. */
  function letGo(brought: string): void {
    connection
      .engine()
      .captures.release({ file: brought })
      .catch(() => undefined)
  }

  const isRunning = computed(() => state.value.phase === 'running')
  /** Nothing says when a row was: the user has to. */
  const needsRate = computed(() => preview.value?.plan.timeStyle === 'rate' && choices.value.rate === undefined)

  return {
    state,
    preview,
    problem,
    choices,
    isUpdating,
    isRunning,
    needsRate,
    open,
    choose,
    chooseColumn,
    start,
    cancel,
    backToChoices,
    reset
  }
})
