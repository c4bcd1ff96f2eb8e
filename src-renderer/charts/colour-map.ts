/**
 * 256 colours from dark blue over grey to yellow, as RGB bytes. A straight line through the OKLab space: equal steps look
 * equally large, lightness rises all the way, and blue against yellow is told apart with every usual kind of colour-blindness.
 * Source of the space: B. Ottosson, "A perceptual color space for image processing", 2020.
 */
export const colourMap: Uint8Array = makeMap()

const steps = 256
interface Lab {
  readonly lightness: number
  readonly a: number
  readonly b: number
}

function makeMap(): Uint8Array {
  const [from, to]: [Lab, Lab] = [
    { lightness: 0.23, a: 0.005, b: -0.11 },
    { lightness: 0.95, a: -0.03, b: 0.16 }
  ]
  const map = new Uint8Array(3 * 256)
  for (let at = 0; at < 256; at++) {
    const share = at / 255
    const mix = (key: keyof Lab): number => from[key] + (to[key] - from[key]) * share
    map.set(rgbOf({ lightness: mix('lightness'), a: mix('a'), b: mix('b') }), 3 * at)
  }
  return map
}

function rgbOf({ lightness, a, b }: Lab): number[] {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short
  ].map(channel => Math.round(255 * encoded(Math.min(1, Math.max(0, channel)))))
}

/** sRGB's transfer function. */
function encoded(linear: number): number {
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055
}

/** Position in the map of a value between `low` and `high`. */
export function mapPosition(value: number, low: number, high: number): number {
  return Math.max(0, Math.min(steps - 1, Math.floor(((value - low) / (high - low)) * steps)))
}

/** A colour of the map as css writes it. */
export function mapColour(position: number): string {
  const [red, green, blue] = colourMap.subarray(3 * position, 3 * position + 3)
  return `rgb(${red} ${green} ${blue})`
}
