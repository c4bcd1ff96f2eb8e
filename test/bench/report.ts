/** Prints one measured ratio with its limit, in the form the bench runner collects: `name: 0.93 (limit >= 0.85) ok`. */
export function report(name: string, value: number, limit: { atLeast: number } | { atMost: number }): void {
  const [sign, bound] = 'atLeast' in limit ? (['>=', limit.atLeast] as const) : (['<=', limit.atMost] as const)
  const met = sign === '>=' ? value >= bound : value <= bound
  console.log(`${name}: ${value.toFixed(2)} (limit ${sign} ${bound}) ${met ? 'ok' : 'MISSED'}`)
}
