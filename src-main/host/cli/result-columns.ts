import { uniqueNames } from '../../captures/column-names'

/** The columns behind each channel, in the order they are written; the channel's own value comes before them. */
export const derivedColumns = ['mean', 'std', 'score', 'anomaly', 'state'] as const

/**
 * The columns of the channels, behind `time` and those that are already `taken`. A channel that is called like another
 * column (`time`, or `a.mean` beside `a`) gets a number behind its name, so that no column appears twice.
 * @example resultColumns(['a'], ['time']) // ['a', 'a.mean', 'a.std', 'a.score', 'a.anomaly', 'a.state']
 */
export function resultColumns(channels: readonly string[], taken: readonly string[]): string[] {
  const wanted = channels.flatMap(name => [name, ...derivedColumns.map(part => `${name}.${part}`)])
  return uniqueNames(wanted, taken, name => name)
}
