import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ProfileName } from '@shared/model/device'

export type DialogName =
  'connect' | 'simulator' | 'export' | 'rejects' | 'help' | 'palette' | 'derived' | 'layouts' | 'replay'

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
  /** A stretch of a session to be exported, ms since the epoch; null leaves it to the dialog. */
  const stretch = shallowRef<{ readonly session: string; readonly from: number; readonly to: number } | null>(null)
  function showExportOf(of: NonNullable<typeof stretch.value>): void {
    stretch.value = of
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
  function showDerived(of: string): void {
    session.value = of
    show('derived')
  }
  function close(): void {
    exportOf.value = 'any'
    stretch.value = null
    open.value = null
  }

  return {
    open,
    session,
    profile,
    path,
    exportOf,
    stretch,
    show,
    showConnect,
    showExport,
    showExportOf,
    showSimulator,
    showRejects,
    showDerived,
    close
  }
})
