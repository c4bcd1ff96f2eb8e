/** The name that `wanted` was most likely meant to be: at most two letters different; null when none is near. */
export function nearestName(wanted: string, names: readonly string[]): string | null {
  let nearest: string | null = null
  let least = Math.min(2, Math.ceil(wanted.length / 2)) + 1
  for (const name of names) {
    const distance = editDistance(wanted.toLowerCase(), name.toLowerCase())
    if (distance >= least) continue
    nearest = name
    least = distance
  }
  return nearest
}

/** Letters to insert, delete or replace (Levenshtein 1965), one row at a time. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let at = 1; at <= one.length; at++) {
    const next = [at]
    for (let place = 1; place <= other.length; place++)
      next.push(
        Math.min(row[place] + 1, next[place - 1] + 1, row[place - 1] + Number(one[at - 1] !== other[place - 1]))
      )
    row = next
  }
  return row[other.length]
}
