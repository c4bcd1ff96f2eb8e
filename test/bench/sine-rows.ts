/** Rows of noisy sines with three decimals, now and then a spike, as comma-separated values without a header. */
export function sineRows(channels: number, bytes: number): Buffer {
  let random = 1
  const lines: string[] = []
  for (let row = 0, length = 0; length < bytes; row++) {
    const fields = Array.from({ length: channels }, (_, channel) => {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0
      const spike = random % 1999 === 0 ? 300 : 0
      return (60 * Math.sin(row / (50 + channel)) + 8 * (random / 4_294_967_296 - 0.5) + spike).toFixed(3)
    })
    lines.push(fields.join(','))
    length += lines[row].length + 1
  }
  return Buffer.from(lines.join('\n') + '\n')
}
