import { shallowRef } from 'vue'

/** How a moment is written: in the computer's zone, in UTC, or as the time since the session began. */
export const timeStyles = ['local', 'utc', 'relative'] as const
export type TimeStyle = (typeof timeStyles)[number]

/** The style in force everywhere. Read while rendering; painters are told by `onTimeStyle`. */
export const timeStyle = shallowRef<TimeStyle>('local')
/** What relative times count from, ms since the epoch; NaN while nothing is open, when relative times are written as local ones. */
export const timeOrigin = shallowRef(NaN)

/** The style that can be followed now. */
export function styleInForce(): TimeStyle {
  return timeStyle.value === 'relative' && Number.isNaN(timeOrigin.value) ? 'local' : timeStyle.value
}

/**
 * What a clock on the wall shows, as ms since a midnight: local time or UTC as if it were UTC, or the time since the origin.
 * `Date`'s UTC getters then give its parts.
 */
export function wallOf(time: number): number {
  const style = styleInForce()
  if (style === 'utc') return time
  if (style === 'relative') return time - timeOrigin.value
  return time - offsetAt(time)
}

/** The time when a wall clock shows this; the first of two when clocks are put back. */
export function timeOfWall(wall: number): number {
  const style = styleInForce()
  if (style === 'utc') return wall
  if (style === 'relative') return wall + timeOrigin.value
  const at = new Date(wall)
  return new Date(
    at.getUTCFullYear(),
    at.getUTCMonth(),
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
    at.getUTCMilliseconds()
  ).getTime()
}

/** UTC minus local time, ms, in force at `time`. */
function offsetAt(time: number): number {
  return new Date(time).getTimezoneOffset() * 60_000
}
