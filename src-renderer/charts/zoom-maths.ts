import type { ValueRange } from './y-range'

/** A stretch of time by its right edge and its length, both ms. */
export interface Window {
  readonly edge: number
  readonly span: number
}

/** Shortest stretch that can be shown, ms. */
export const shortestSpan = 1
/** A notch of a wheel, or a press of a key. */
export const zoomStep = 1.25
/** One turn of a wheel zooms by no more than this many notches. */
const mostNotches = 3
/** Wheel deltas with Ctrl held are a trackpad's pinch below this, px; a wheel's notches are larger. */
const pinchBelow = 50

/** The factor a wheel event multiplies a span by; `delta` in px, down is positive and shows more. */
export function wheelFactor(delta: number, control: boolean): number {
  // Browsers send a trackpad's pinch as a wheel with Ctrl, in small steps that stand for the fingers' distance.
  if (control && Math.abs(delta) < pinchBelow) return Math.exp(delta / 100)
  return zoomStep ** Math.max(-mostNotches, Math.min(mostNotches, delta / 100))
}

/** The window `factor` times as long in which `anchor` (ms) keeps its place; within `limits`, ms. */
export function zoomedWindow(
  { edge, span }: Window,
  { factor, anchor }: { readonly factor: number; readonly anchor: number },
  limits: { readonly shortest: number; readonly longest: number }
): Window {
  const next = Math.min(limits.longest, Math.max(limits.shortest, span * factor))
  return { span: next, edge: anchor + (edge - anchor) * (next / span) }
}

/** Beyond these the axis has no digits left, or no end. */
const largest = 1e300
/** Share of a value's size below which a range cannot be told from a point. */
const finest = 1e-12

/** The range `factor` times as large in which `anchor` keeps its place; unchanged where doubles end. */
export function zoomedRange(range: ValueRange, factor: number, anchor: number): ValueRange {
  return sound({ min: anchor + (range.min - anchor) * factor, max: anchor + (range.max - anchor) * factor }, range)
}

/** The range moved by `share` of its length; positive is up. */
export function movedRange(range: ValueRange, share: number): ValueRange {
  const by = (range.max - range.min) * share
  return sound({ min: range.min + by, max: range.max + by }, range)
}

function sound(next: ValueRange, before: ValueRange): ValueRange {
  const size = Math.max(Math.abs(next.min), Math.abs(next.max))
  return size < largest && next.max - next.min > size * finest ? next : before
}

/** A corner of a box, and the corner opposite to it, css px. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** css px: a box flatter than this means only times, a narrower one only values. */
const flat = 14

export function boxBetween(one: { x: number; y: number }, other: { x: number; y: number }, plot: Box): Box {
  const x = (value: number): number => Math.min(plot.right, Math.max(plot.left, value))
  const y = (value: number): number => Math.min(plot.bottom, Math.max(plot.top, value))
  return {
    left: Math.min(x(one.x), x(other.x)),
    right: Math.max(x(one.x), x(other.x)),
    top: Math.min(y(one.y), y(other.y)),
    bottom: Math.max(y(one.y), y(other.y))
  }
}

/** Which directions a box zooms in; neither when it is too small to be meant. */
export function boxMeaning({ left, top, right, bottom }: Box): { readonly times: boolean; readonly values: boolean } {
  const [wide, high] = [right - left >= flat, bottom - top >= flat]
  return { times: wide, values: high }
}

/** The box as it will be zoomed to: over the whole plot in a direction that it does not zoom in. */
export function meantBox(box: Box, plot: Box): Box {
  const { times, values } = boxMeaning(box)
  return {
    left: values && !times ? plot.left : box.left,
    right: values && !times ? plot.right : box.right,
    top: times && !values ? plot.top : box.top,
    bottom: times && !values ? plot.bottom : box.bottom
  }
}

/** Two fingers' places on a line, css px. */
export interface Pinch {
  readonly middle: number
  readonly distance: number
}

/** Fingers closer than this would make factors without bounds, css px. */
const closest = 12

export function pinchOf(one: number, other: number): Pinch {
  return { middle: (one + other) / 2, distance: Math.max(closest, Math.abs(one - other)) }
}
