import { defineStore } from 'pinia'

/** What time it is to who looks: by the clock, or, while a replay is looked at, how far that has come. */
export const usePresent = defineStore('present', () => {
  let replayed: () => number | null = () => null
  return {
    /** `position` answers null while no replay is looked at. */
    follow: (position: () => number | null) => void (replayed = position),
    /** ms since the epoch. */
    now: (): number => replayed() ?? Date.now()
  }
})
