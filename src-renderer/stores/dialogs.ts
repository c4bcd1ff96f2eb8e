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

  function show(name: DialogName): void {
    open.value = name
  }
  function showConnect(port = ''): void {
    path.value = port
    show('connect')
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
    open.value = null
  }

  return { open, session, profile, path, show, showConnect, showSimulator, showRejects, close }
})
