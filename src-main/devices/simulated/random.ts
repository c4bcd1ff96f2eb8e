/** Numbers by chance, the same again for the same seed. */
export interface Random {
  /** Even in [0, 1), 32 bits. */
  next(): number
  /** Normal, mean 0, deviation 1. */
  normal(): number
}

/**
 * A generator of its own for each `stream` of one seed, so that drawing from one never changes another. sfc32 (Chris
 * Doty-Humphrey, PractRand), seeded through the 32-bit finaliser of MurmurHash3; normal numbers by Box and Muller.
 */
export function seededRandom(seed: number, stream = 0): Random {
  let a = mixed(seed)
  let b = mixed(a ^ 0x9e3779b9)
  let c = mixed(b ^ stream)
  let counter = 1
  let spare = NaN

  function next(): number {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }

  for (let warmUp = 0; warmUp < 12; warmUp++) next()

  return {
    next,
    normal() {
      if (!Number.isNaN(spare)) {
        const value = spare
        spare = NaN
        return value
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next()))
      const angle = 2 * Math.PI * next()
      spare = radius * Math.sin(angle)
      return radius * Math.cos(angle)
    }
  }
}

function mixed(value: number): number {
  let bits = (value + 0x6a09e667) | 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}
