/** 10^0 to 10^22: the powers of ten a float64 holds exactly. */
export const powersOfTen = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))

/** From here on a float64 no longer holds every integer. */
export const exactLimit = 2 ** 53

/**
 * The number written in `bytes[start, end)`, bit for bit what `Number(text)` gives; undefined when the text is not one.
 *
 * Accepted: decimal numbers as in `+1`, `-.5`, `5.`, `1e-3` (too large becomes Infinity, as `Number` does), `nan` in any
 * case, `inf` and `infinity` in any case with sign. Not accepted, though `Number` takes them: the empty text, `0x1F`,
 * `0b1`, `0o7`; a serial line that shows those means something else.
 *
 * Digits up to 2^53 and powers of ten up to 10^22 are exact in float64, so one multiplication or division rounds
 * correctly (Clinger 1990); everything else is left to `Number`.
 */
export function readNumber(bytes: Uint8Array, start: number, end: number): number | undefined {
  let at = start
  let code = at < end ? bytes[at] : 0
  const negative = code === 45
  if (negative || code === 43) code = ++at < end ? bytes[at] : 0
  let mantissa = 0
  let digits = 0
  while (code >= 48 && code <= 57) {
    mantissa = mantissa * 10 + (code - 48)
    digits++
    code = ++at < end ? bytes[at] : 0
  }
  let exponent = 0
  if (code === 46) {
    code = ++at < end ? bytes[at] : 0
    while (code >= 48 && code <= 57) {
      mantissa = mantissa * 10 + (code - 48)
      digits++
      exponent--
      code = ++at < end ? bytes[at] : 0
    }
  }
  if (digits === 0) return readWord(bytes, start, end)
  if (code === 101 || code === 69) {
    code = ++at < end ? bytes[at] : 0
    const down = code === 45
    if (down || code === 43) code = ++at < end ? bytes[at] : 0
    const from = at
    let power = 0
    while (code >= 48 && code <= 57) {
      if (power < 100_000) power = power * 10 + (code - 48)
      code = ++at < end ? bytes[at] : 0
    }
    if (at === from) return undefined
    exponent += down ? -power : power
  }
  if (at !== end) return undefined
  let value: number
  if (mantissa >= exactLimit || exponent > 22 || exponent < -22) return Number(asciiText(bytes, start, end))
  if (exponent < 0) value = mantissa / powersOfTen[-exponent]
  else value = mantissa * powersOfTen[exponent]
  return negative ? -value : value
}

function readWord(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (end - start < 3 || end - start > 9) return undefined
  const word = asciiText(bytes, start, end).toLowerCase()
  switch (word) {
    case 'nan':
    case '+nan':
    case '-nan':
      return NaN
    case 'inf':
    case '+inf':
    case 'infinity':
    case '+infinity':
      return Infinity
    case '-inf':
    case '-infinity':
      return -Infinity
    default:
      return undefined
  }
}

/** The bytes as text, one character a byte; for short pieces known to be ASCII. */
export function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at])
  return text
}
