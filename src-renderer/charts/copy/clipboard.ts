import { text } from '../../messages'
import { useNotices } from '../../stores/notices'

/** Something to be copied or saved. */
export interface Copyable {
  readonly blob: Blob
  /** For a file. */
  readonly name: string
  /** For a notice: what was copied, e.g. `rpm as PNG`. */
  readonly label: string
}

/** Saves a file through the browser. */
export function saveFile({ blob, name }: Pick<Copyable, 'blob' | 'name'>): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The download has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/**
 * Copies to the clipboard and says so; where the browser does not allow it, a notice says why and offers the file instead.
 * `make` may take its time: the clipboard is asked at once, while the press of the key or button still counts.
 */
export async function copyToClipboard(type: string, make: () => Promise<Copyable>): Promise<void> {
  const notices = useNotices()
  const made = make()
  try {
    await write(type, made)
    notices.show({ kind: 'success', title: text.copy.copied((await made).label), detail: '' })
  } catch (error) {
    const content = await made.catch(() => null)
    if (!content) return notices.fail(error)
    notices.show({
      kind: 'error',
      title: text.copy.refused,
      detail: text.copy.refusedRemedy,
      action: { label: text.copy.download, run: () => saveFile(content) }
    })
  }
}

async function write(type: string, made: Promise<Copyable>): Promise<void> {
  if (!navigator.clipboard) throw new Error('no clipboard')
  if (type === 'image/png') {
    // The item takes a promise, so that what is slow to make still counts as asked for by the user.
    const item = new ClipboardItem({ [type]: made.then(({ blob }) => blob) })
    return navigator.clipboard.write([item])
  }
  return navigator.clipboard.writeText(await (await made).blob.text())
}
