import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { ProfileName } from '@shared/model/device'

export type DialogName = 'connect' | 'simulator' | 'export' | 'rejects' | 'help' | 'palette'

/** Which dialog is open, and what it is about. One at a time. */
export const useDialogs = defineStore('dialogs', () => {
  const open = ref<DialogName | null>(null)
  const session = ref('')
  const profile = ref<ProfileName>('sine')
  const path = ref('')
  /** What the export dialog is preset to. */
  const exportOf = ref<'selection' | 'any'>('any')

  function show(name: DialogName): void {
    open.value = name
  }
  function showConnect(port = ''): void {
    path.value = port
    show('connect')
  }
  /** `selection`: preset to exactly what is between the cursors. */
  function showExport(of: 'selection' | 'any' = 'any'): void {
    exportOf.value = of
    show('export')
  }
  function showSimulator(name: ProfileName): void {
    profile.value = name
    show('simulator')
  }
  function showRejects(of: string): void {
    session.value = of
    show('rejects')
  }
  function close(): void {
    exportOf.value = 'any'
    open.value = null
  }

  return { open, session, profile, path, exportOf, show, showConnect, showExport, showSimulator, showRejects, close }
})
