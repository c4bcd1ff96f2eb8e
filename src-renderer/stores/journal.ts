import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { JournalEntry } from '@shared/model/event'
import { noteMarks, type SessionMarks } from './journal-marks'
import { appendEntries, type JournalLine, type LampTimes, noteLampTimes } from './journal-list'

/** What has happened, as far as the page remembers it. */
export const useJournal = defineStore('journal', () => {
  const lines = shallowRef<readonly JournalLine[]>([])
  const lampTimes = shallowRef<LampTimes>(new Map())
  const marks = shallowRef<SessionMarks>(new Map())
  /** Entries the engine no longer had when the page asked for them. */
  const dropped = ref(0)
  /** The engine's number of the last entry: where to go on after a reconnect. */
  let after = 0

  function add({ entries, dropped: lost }: { entries: readonly JournalEntry[]; dropped: number }): void {
    lines.value = appendEntries(lines.value, entries, after)
    lampTimes.value = noteLampTimes(lampTimes.value, entries)
    marks.value = noteMarks(marks.value, entries)
    dropped.value += lost
    after = entries.at(-1)?.id ?? after
  }
  /** The engine was restarted: its numbers begin anew, its sessions too. */
  function restart(): void {
    after = 0
    lampTimes.value = new Map()
    marks.value = new Map()
  }

  return { lines, lampTimes, marks, dropped, add, restart, resumeAfter: () => after }
})
