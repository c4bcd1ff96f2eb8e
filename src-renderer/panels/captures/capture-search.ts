import type { CaptureInfo } from '@shared/model/capture'
import { captureName } from '../../stores/captures'
import { momentText } from '../../format/times'
import type { CaptureSort } from './options'

/** A word of a search: a field and what it must contain; `any` is looked for everywhere. */
interface Term {
  readonly field: 'any' | 'tag' | 'device' | 'channel' | 'pinned'
  readonly words: string
}

/** `"two words"`, `tag:bench`, `device:"Motor (simulated)"`; the field of anything else is `any`. */
const word = /(?:(tag|device|channel):)?(?:"([^"]*)"?|(\S+))/gi

function termsOf(search: string): Term[] {
  return [...search.toLowerCase().matchAll(word)].flatMap(([whole, field, quoted, plain]) => {
    if (whole === 'pinned') return [{ field: 'pinned', words: '' }]
    const words = quoted ?? plain
    return words === '' ? [] : [{ field: (field ?? 'any') as Term['field'], words }]
  })
}

/** The captures in which every word of the search is found. */
export function searchCaptures(captures: readonly CaptureInfo[], search: string): readonly CaptureInfo[] {
  const terms = termsOf(search)
  return terms.length === 0 ? captures : captures.filter(capture => terms.every(term => fits(capture, term)))
}

function fits(capture: CaptureInfo, { field, words }: Term): boolean {
  const { notes, channels, device, label } = capture
  const contains = (text: string): boolean => text.toLowerCase().includes(words)
  const names = channels.map(({ name }) => name)
  if (field === 'pinned') return notes.pinned
  if (field === 'tag') return notes.tags.some(contains)
  if (field === 'device') return [device, label].some(contains)
  if (field === 'channel') return names.some(contains)
  const labels = notes.bookmarks.map(bookmark => bookmark.label)
  return [
    ...[captureName(capture), label, device, capture.id, momentText(capture.start), notes.note],
    ...[...notes.tags, ...names, ...labels]
  ].some(contains)
}

const measures: Readonly<Record<CaptureSort, (capture: CaptureInfo) => number>> = {
  time: ({ start }) => start,
  length: ({ start, end }) => end - start,
  size: ({ bytesOnDisk }) => bytesOnDisk
}

/** Newest, longest or largest first; ascending turns it round. */
export function sortCaptures(
  captures: readonly CaptureInfo[],
  { sort, ascending }: { readonly sort: CaptureSort; readonly ascending: boolean }
): readonly CaptureInfo[] {
  const measure = measures[sort]
  const way = ascending ? 1 : -1
  return captures.toSorted((one, other) => way * (measure(one) - measure(other) || one.start - other.start))
}
