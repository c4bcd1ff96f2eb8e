import type { StripStore } from './strip-data'

/** What a cursor's keys need to know of its chart. */
export interface CursorPlace {
  timeAt(x: number): number
  pixelAt(time: number): number
  store(): StripStore | null
}

/**
 * Where a key moves a cursor to, ms: arrows by a pixel, with Shift by ten, with Ctrl to the next sample; `remove` for Escape
 * and Delete; null for other keys.
 */
export function cursorKey(
  { key, shiftKey, ctrlKey, altKey }: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'altKey'>,
  time: number,
  place: CursorPlace
): number | 'remove' | null {
  if (key === 'Escape' || key === 'Delete') return 'remove'
  if (altKey || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return null
  const direction = key === 'ArrowLeft' ? -1 : 1
  if (ctrlKey) return nextSample(place.store(), time, direction) ?? time
  return place.timeAt(place.pixelAt(time) + direction * (shiftKey ? 10 : 1))
}

function nextSample(store: StripStore | null, time: number, direction: 1 | -1): number | null {
  if (!store) return null
  let row = store.firstAt(time)
  if (direction < 0) row--
  else if (row < store.end && store.time[row] === time) row++
  return row >= store.start && row < store.end ? store.time[row] : null
}
