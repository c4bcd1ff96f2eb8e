import { SignalboxError } from '@shared/base/errors'
import { largestFile, layoutFile, readLayoutFile } from '../../layout/layout-file'
import { bytesText } from '../../format/numbers'
import { text } from '../../messages'
import { useLayout } from '../../stores/layout'
import { useNotices } from '../../stores/notices'

/** Hands the present layout to the browser as a file. */
export function exportLayout(): void {
  const link = document.createElement('a')
  const url = URL.createObjectURL(new Blob([layoutFile('', useLayout().current)], { type: 'application/json' }))
  link.href = url
  link.download = 'signalbox-layout.json'
  link.click()
  // The browser has taken the bytes by the next turn.
  setTimeout(() => URL.revokeObjectURL(url))
}

/** Asks for a file and shows its layout; a file that is none changes nothing and is told why. */
export function importLayout(): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.json,application/json'
  input.hidden = true
  input.addEventListener('change', () => {
    const [file] = input.files ?? []
    input.remove()
    if (file) void take(file)
  })
  input.addEventListener('cancel', () => input.remove())
  // Part of the page, or it may be gone before the user has chosen.
  document.body.append(input)
  input.click()
}

async function take(file: File): Promise<void> {
  const notices = useNotices()
  const shown = file.name.replace(/\.json$/i, '')
  await notices.attempt(async () => {
    if (file.size > largestFile)
      throw new SignalboxError('bad-input', text.layout.tooLarge(bytesText(largestFile)), {
        remedy: text.layout.fileRemedy
      })
    const { layout } = readLayoutFile(await file.text())
    useLayout().apply(layout, { what: 'apply', name: shown })
    notices.show({ kind: 'success', title: text.layout.imported(shown), detail: text.layout.importedDetail })
  })
}
