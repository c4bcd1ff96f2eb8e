/** A channel's colour on a light and on a dark surface. */
export interface ChannelColour {
  readonly light: string
  readonly dark: string
}

export const paletteNames = ['standard', 'colour-blind'] as const
export type PaletteName = (typeof paletteNames)[number]

/** Names of the colours, in words of `text.looks.colours`; the last of the second palette is black or white, as the ground asks. */
export type ColourName =
  'blue' | 'vermilion' | 'green' | 'purple' | 'gold' | 'steel' | 'pink' | 'grey' | 'orange' | 'sky' | 'yellow' | 'plain'

interface NamedColour extends ChannelColour {
  readonly name: ColourName
}

/**
 * Eight hues for lines each. On its own surface every colour has a contrast of at least 3:1, and any two of a palette stay
 * at least 16 Lab units apart for normal sight, protanopia, deuteranopia and tritanopia (found by search; held by
 * palette.test.ts). `colour-blind` keeps as near to Okabe and Ito's set (2008, jfly.uni-koeln.de/color) as that allows.
 */
export const palettes: Readonly<Record<PaletteName, readonly NamedColour[]>> = {
  standard: [
    { name: 'blue', light: '#1440e3', dark: '#4fb1f1' },
    { name: 'vermilion', light: '#b12209', dark: '#ed6448' },
    { name: 'green', light: '#219d71', dark: '#26ea99' },
    { name: 'purple', light: '#7f1ca1', dark: '#975dd7' },
    { name: 'gold', light: '#b97d12', dark: '#d5bd11' },
    { name: 'steel', light: '#0f5f83', dark: '#afd0f3' },
    { name: 'pink', light: '#981647', dark: '#e69ab7' },
    { name: 'grey', light: '#747883', dark: '#70788f' }
  ],
  'colour-blind': [
    { name: 'blue', light: '#00528e', dark: '#0074b5' },
    { name: 'vermilion', light: '#8b2b00', dark: '#d85f00' },
    { name: 'green', light: '#167e54', dark: '#00a175' },
    { name: 'pink', light: '#c25f8f', dark: '#cd7ba8' },
    { name: 'orange', light: '#b4810f', dark: '#e9a100' },
    { name: 'sky', light: '#3596cd', dark: '#5cbcf2' },
    { name: 'yellow', light: '#8d7b35', dark: '#f1e650' },
    { name: 'plain', light: '#050506', dark: '#e9ebec' }
  ]
}

/** The usual palette. */
export const channelColours: readonly ChannelColour[] = palettes.standard

/** Dash patterns in css pixels (on, off, ...), taken in turn each time the colours start again; the first is solid. */
export const dashPatterns: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [10, 3, 2, 3]]

/** Which colours there are, and whether every line has a dash of its own. */
export interface LineStyle {
  readonly palette: PaletteName
  readonly dashes: boolean
}
export const usualStyle: LineStyle = { palette: 'standard', dashes: false }

/**
 * The look of the `position`-th line of a chart: a colour, and a dash once the colours repeat; with `dashes` neighbouring
 * lines differ by their dash from the start.
 */
export function lineLook(
  position: number,
  { palette, dashes }: LineStyle = usualStyle
): { readonly colour: ChannelColour; readonly dash: readonly number[] } {
  const colours = palettes[palette]
  const round = Math.floor(position / colours.length)
  const dash = dashes ? position + round : round
  const { light, dark } = colours[position % colours.length]
  return { colour: { light, dark }, dash: dashPatterns[dash % dashPatterns.length] }
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
