import type { ExportSource } from './export-source'

/** Bytes of a file that holds numbers as numbers, uncompressed. */
export function sizeOfNumbers({ rows, columns }: Pick<ExportSource, 'rows' | 'columns'>): number {
  const width = columns.reduce((sum, { kind }) => sum + (kind === 'number' ? 8 : 1), 8)
  return rows * width + 4096 + 200 * columns.length
}
