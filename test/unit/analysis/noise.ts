/** Reproducible normal noise (a linear congruential generator and Box-Muller). */
export function normalNoise(count: number, seed: number, sigma: number): Float64Array {
  let state = seed >>> 0
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
  for (let at = 0; at < 20; at++) next()
  return Float64Array.from(
    { length: count },
    () => sigma * Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next())
  )
}
