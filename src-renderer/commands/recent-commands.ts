import { defineStore } from 'pinia'
import { z } from 'zod'
import { usePreferences } from '../stores/preferences'

/** Commands that the palette remembers. */
const most = 6

/** The commands that were run last from the palette, the last one first; by id. */
export const useRecentCommands = defineStore('recent-commands', () => {
  const ids = usePreferences().of('commands.recent', z.array(z.string().max(500)).max(most).catch([]))

  function note(id: string): void {
    ids.value = [id, ...ids.value.filter(other => other !== id)].slice(0, most)
  }

  return { ids, note }
})
