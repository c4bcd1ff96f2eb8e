/**
 * Names made unique by `_2`, `_3` ... where `same` folds two of them together; a name already free stays as it is, and
 * none becomes one of `taken`. DuckDB's column names differ by more than case, which is why `fold` is a choice.
 * @example uniqueNames(['a', 'A', 'time'], ['time'], name => name.toLowerCase()) // ['a', 'A_2', 'time_2']
 */
export function uniqueNames(
  names: readonly string[],
  taken: readonly string[],
  fold: (name: string) => string
): string[] {
  const used = new Set(taken.map(fold))
  return names.map(name => {
    let candidate = name
    for (let number = 2; used.has(fold(candidate)); number++) candidate = `${name}_${number}`
    used.add(fold(candidate))
    return candidate
  })
}

/** Columns of the table `samples` that are not channels. */
export const ownColumns = ['sample', 'time'] as const

/** DuckDB compares column names without regard to case. */
export function foldCase(name: string): string {
  return storable(name).toLowerCase()
}

/** `text` as DuckDB can hold it: well-formed Unicode, without the character that ends a string in C. */
export function storable(text: string): string {
  return text
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
    .replaceAll('\0', '\u2400')
}

/** `name` as an SQL identifier. */
export function identifier(name: string): string {
  return `"${storable(name).replaceAll('"', '""')}"`
}

/** `text` as an SQL string. */
export function literal(text: string): string {
  return `'${storable(text).replaceAll("'", "''")}'`
}
