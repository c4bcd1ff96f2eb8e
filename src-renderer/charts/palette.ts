/** A channel's colour on a light and on a dark surface. */
export interface ChannelColour {
  readonly light: string
  readonly dark: string
}

/**
 * Eight hues for lines. On its own surface each has a contrast of at least 3:1, and any two stay at least 16 Lab units
 * apart for normal sight, protanopia, deuteranopia and tritanopia (found by search; held by palette.test.ts).
 */
export const channelColours: readonly ChannelColour[] = [
  { light: '#1440e3', dark: '#4fb1f1' }, // blue
  { light: '#b12209', dark: '#ed6448' }, // vermilion
  { light: '#219d71', dark: '#26ea99' }, // green
  { light: '#7f1ca1', dark: '#975dd7' }, // purple
  { light: '#b97d12', dark: '#d5bd11' }, // gold
  { light: '#0f5f83', dark: '#afd0f3' }, // steel
  { light: '#981647', dark: '#e69ab7' }, // pink
  { light: '#747883', dark: '#70788f' } // grey
]

/** Dash patterns in css pixels (on, off, ...), taken in turn each time the colours start again; the first is solid. */
export const dashPatterns: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [10, 3, 2, 3]]

/** The look of the `position`-th line of a chart: a colour, and a dash once the colours repeat. */
export function lineLook(position: number): { readonly colour: ChannelColour; readonly dash: readonly number[] } {
  const round = Math.floor(position / channelColours.length)
  return { colour: channelColours[position % channelColours.length], dash: dashPatterns[round % dashPatterns.length] }
}

/** `first` mixed with `share` (0 to 1) of `second`; both as `#rrggbb`. */
export function mixColours(first: string, second: string, share: number): string {
  const part = (at: number): string => {
    const [a, b] = [parseInt(first.slice(at, at + 2), 16), parseInt(second.slice(at, at + 2), 16)]
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${part(1)}${part(3)}${part(5)}`
}
