/** A stretch of time, ms since the epoch. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * Bucket width for a whole session on so many pixel columns, ms: a power of two, so that it changes a few times in days and
 * in between only what is new has to be fetched.
 */
export function overviewBucket(whole: number, columns: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(whole, 1) / Math.max(1, columns)))
}

/** The slider's parts: all of it, or one of its edges. */
export const sliderParts = ['window', 'from', 'to'] as const
export type SliderPart = (typeof sliderParts)[number]

/** The window after a part of it was moved by `by` ms, within the session; edges stay `least` ms apart. */
export function movedWindow(
  window: Stretch,
  part: SliderPart,
  by: number,
  { whole, least }: { readonly whole: Stretch; readonly least: number }
): Stretch {
  if (part === 'from') {
    return {
      from: Math.min(window.to - least, Math.max(Math.min(whole.from, window.from), window.from + by)),
      to: window.to
    }
  }
  if (part === 'to') {
    return {
      from: window.from,
      to: Math.max(window.from + least, Math.min(Math.max(whole.to, window.to), window.to + by))
    }
  }
  const span = window.to - window.from
  const to = Math.min(Math.max(whole.to, window.to), Math.max(Math.min(whole.from + span, window.to), window.to + by))
  return { from: to - span, to }
}

/** The window of the same length with `middle` in its middle, not beyond the session's end. */
export function windowAround(window: Stretch, middle: number, whole: Stretch): Stretch {
  const span = window.to - window.from
  const to = Math.min(whole.to, middle + span / 2)
  return { from: to - span, to }
}

/** How far a key moves a part of the slider, ms; `home` and `end` for the ends; null for other keys. */
export function sliderStep(
  key: string,
  part: SliderPart,
  window: Stretch,
  whole: Stretch
): number | 'home' | 'end' | null {
  const step = part === 'window' ? (window.to - window.from) / 10 : (whole.to - whole.from) / 200
  if (key === 'ArrowLeft' || key === 'ArrowDown') return -step
  if (key === 'ArrowRight' || key === 'ArrowUp') return step
  if (key === 'PageDown') return -step * 10
  if (key === 'PageUp') return step * 10
  if (key === 'Home') return 'home'
  return key === 'End' ? 'end' : null
}
