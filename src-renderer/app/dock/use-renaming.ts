import { defineStore } from 'pinia'
import { ref } from 'vue'

/** The panel whose title is being typed, if any. */
export const useRenaming = defineStore('renaming', () => ({ panel: ref<string | null>(null) }))
