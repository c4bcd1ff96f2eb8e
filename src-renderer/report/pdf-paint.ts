/** A colour as PDF takes it. */
export interface Paint {
  /** `#rrggbb`. */
  readonly colour: string
  readonly alpha: number
}

export const opaque: Paint = { colour: '#000000', alpha: 1 }

const hex = (value: number): string => Math.round(value).toString(16).padStart(2, '0')

/** A canvas' colour: `#rgb`, `#rrggbb`, `#rrggbbaa`, `rgb()` and `rgba()`; null for none, black for what is not known. */
export function paintOf(text: string | null): Paint | null {
  if (text === null || text === 'none') return null
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(text)
  if (short)
    return {
      colour: `#${short
        .slice(1)
        .map(digit => digit + digit)
        .join('')}`,
      alpha: 1
    }
  const long = /^(#[\da-f]{6})([\da-f]{2})?$/i.exec(text)
  if (long) return { colour: long[1], alpha: long[2] ? parseInt(long[2], 16) / 255 : 1 }
  const numbers = /^rgba?\(([^)]*)\)$/.exec(text)?.[1].match(/[\d.]+/g)
  if (!numbers) return opaque
  const [red, green, blue, alpha = 1] = numbers.map(Number)
  return { colour: `#${hex(red)}${hex(green)}${hex(blue)}`, alpha }
}
