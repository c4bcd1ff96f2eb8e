import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ProfileName } from '@shared/model/device'

export type DialogName =
  | 'connect'
  | 'simulator'
  | 'export'
  | 'rejects'
  | 'help'
  | 'palette'
  | 'derived'
  | 'layouts'
  | 'decode'
  | 'verify'
  | 'accounts'
  | 'import'
  | 'mark'
  | 'replay'

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
  /** The recording the export dialog is preset to; '' leaves it to the dialog. */
  const exportedCapture = ref('')
  function showExportCapture(of: string): void {
    exportedCapture.value = of
    show('export')
  }
  /** When a mark was thought of, local ms: typing its label takes a while. */
  const markedAt = ref(0)
  function showMark(now: number): void {
    markedAt.value = now
    show('mark')
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
  /** The recording a dialog is about; empty leaves the choice to it. */
  const capture = ref('')
  function showDecode(of = ''): void {
    capture.value = of
    show('decode')
  }
  function showVerify(of = ''): void {
    capture.value = of
    show('verify')
  }
  function showAccounts(of: string): void {
    session.value = of
    show('accounts')
  }
  function close(): void {
    exportOf.value = 'any'
    stretch.value = null
    exportedCapture.value = ''
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
    ...{ exportedCapture, showExportCapture, markedAt, showMark },
    showSimulator,
    showRejects,
    showDerived,
    capture,
    showDecode,
    showVerify,
    showAccounts,
    close
  }
})
