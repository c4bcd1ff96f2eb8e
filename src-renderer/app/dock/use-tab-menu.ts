import { defineStore } from 'pinia'
import { ref } from 'vue'

/** What the tab strips of all groups have to know of each other. */
export const useTabMenu = defineStore('tab-menu', () => ({
  /** The panel whose menu was asked for, and where, css px. */
  asked: ref<{ readonly panel: string; readonly x: number; readonly y: number } | null>(null),
  /** The group that fills the dock, if any. */
  maximised: ref<string | null>(null)
}))
