import { defineStore } from 'pinia'
import { onScopeDispose, ref, shallowReactive, shallowRef, watch } from 'vue'
import { systemClock } from '@shared/base/clock'
import type { CaptureInfo, CaptureList } from '@shared/model/capture'
import type { CaptureNotesChange } from '@shared/model/capture-notes'
import type { CaptureSummary } from '@shared/model/capture-overview'
import type { RecordingBudget } from '@shared/model/recording-budget'
import { followStream } from '../connection/follow-stream'
import { text } from '../messages'
import { useConnection } from './connection'
import { useNotices } from './notices'
import { isPictureOld } from './picture-age'
import { SummaryQueue } from './summary-queue'

/** ms before the list's stream is opened again after it broke. */
const reopenAfter = 1000

/** The recordings on disk as the engine last told, for as long as something shows them; and what can be asked of them. */
export const useCaptures = defineStore('captures', () => {
  const connection = useConnection()
  const notices = useNotices()
  /** Undefined until the engine has told. */
  const list = shallowRef<CaptureList>()
  const users = ref(0)
  const summaries = shallowReactive(new Map<string, CaptureSummary>())
  /** How far a recording had come when its summary was asked for, ms since the epoch. */
  const summarisedUntil = new Map<string, number>()
  const queue = new SummaryQueue(
    (capture, signal) => connection.engine().captures.summary({ capture }, { signal }),
    (capture, summary) => summaries.set(capture, summary)
  )

  watch(
    // The number of the link, not its client: Vue would take that, which has a method of every name, for a promise.
    () => (users.value > 0 && connection.state === 'connected' ? connection.links : 0),
    (link, _, onCleanup) => {
      if (link === 0) return
      const client = connection.engine()
      const leaving = new AbortController()
      onCleanup(() => leaving.abort())
      void followStream({
        open: signal => client.captures.watch(undefined, { signal }),
        onValue: update,
        onError: notices.fail,
        pause: signal => systemClock.sleep(reopenAfter, signal),
        signal: leaving.signal
      })
    },
    { immediate: true }
  )

  function update(next: CaptureList): void {
    // A picture of what was still being recorded is out of date.
    for (const { id, status } of list.value?.captures ?? [])
      if (status === 'recording' && find(id, next)?.status !== 'recording') forget(id)
    list.value = next
  }
  function forget(capture: string): void {
    summaries.delete(capture)
    queue.forget(capture)
  }
  /** What is being recorded is asked about again once it has gone on for a while; until then its last summary stands. */
  function want(capture: CaptureInfo): void {
    const until = summarisedUntil.get(capture.id)
    if (until !== undefined && isPictureOld(capture, until)) queue.forget(capture.id)
    if (until === undefined || isPictureOld(capture, until)) summarisedUntil.set(capture.id, capture.end)
    queue.want(capture.id)
  }

  /** Keeps the list up to date while the calling component lives. */
  function follow(): void {
    users.value++
    onScopeDispose(() => users.value--)
  }

  function find(capture: string, among = list.value): CaptureInfo | undefined {
    return among?.captures.find(({ id }) => id === capture)
  }

  /** Shown at once; what another page says comes with the list. */
  async function annotate(capture: string, change: CaptureNotesChange): Promise<boolean> {
    return notices.attempt(async () => {
      const notes = await connection.engine().captures.annotate({ capture, change })
      if (!list.value) return
      const captures = list.value.captures.map(info => (info.id === capture ? { ...info, notes } : info))
      list.value = { ...list.value, captures }
    })
  }

  /** Removes them one by one, for good; answers how many. */
  async function remove(captures: readonly string[]): Promise<number> {
    let removed = 0
    for (const capture of captures) {
      if (!(await notices.attempt(() => connection.engine().captures.remove({ capture })))) continue
      removed++
      if (list.value) list.value = { ...list.value, captures: list.value.captures.filter(({ id }) => id !== capture) }
    }
    return removed
  }

  const setBudget = (budget: RecordingBudget): Promise<boolean> =>
    notices.attempt(async () => {
      await connection.engine().captures.setBudget(budget)
      if (list.value) list.value = { ...list.value, budget }
    })

  return {
    ...{ list, summaries, follow, find, annotate, remove, setBudget },
    /** Asks for a summary while it is in sight. */
    want,
    leave: (capture: string) => queue.leave(capture)
  }
})

/** Its name, and which part of its recording it is, for lists in which nothing else tells the parts apart. */
export function captureTitle(capture: Pick<CaptureInfo, 'notes' | 'label' | 'part'>): string {
  const { part } = capture
  return part > 1 ? `${captureName(capture)} · ${text.captures.partAlone(part)}` : captureName(capture)
}

/** What a capture is called: the name it was given, else its device's. */
export function captureName({ notes, label }: Pick<CaptureInfo, 'notes' | 'label'>): string {
  return notes.name === '' ? label : notes.name
}
