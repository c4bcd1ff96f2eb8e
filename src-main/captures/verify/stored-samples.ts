import type { DuckDBConnection } from '@duckdb/node-api'
import type { Batch } from '@shared/model/batch'
import type { Channel } from '@shared/model/channel'
import type { Finding } from '@shared/model/verification'
import { identifier } from '../column-names'
import { rowsOf } from '../file/database'
import { type ColumnPiece, columnPieces } from '../file/read-columns'
import { readChannels, type StoredChannel } from '../file/stored-channels'
import { count, damage, note } from './check'
import { Differences } from './differences'

/** A capture's samples, in order, compared with those that decoding again gives. */
export class StoredSamples {
  private piece: ColumnPiece | null = null
  private row = 0
  private unrecorded = 0
  private channels: readonly Channel[] = []
  private readonly different = new Differences('numbers are different')
  private readonly undecoded = new Differences('recorded samples did not come')

  private constructor(
    private readonly pieces: AsyncGenerator<ColumnPiece, void, void>,
    private readonly stored: readonly StoredChannel[],
    /** Samples the capture says were lost. */
    private readonly lost: number
  ) {}

  static async open(connection: DuckDBConnection, signal: AbortSignal): Promise<StoredSamples> {
    const channels = await readChannels(connection)
    const [[lost]] = await rowsOf(connection, 'SELECT max(rows_lost) FROM accounts')
    const columns = channels.map(({ column }) => `coalesce(${identifier(column)}, 'NaN')`)
    const select = ['CAST(sample AS DOUBLE)', 'time', ...columns].join(', ')
    const pieces = columnPieces(connection, `SELECT ${select} FROM samples`, signal)
    return new StoredSamples(pieces, channels, Number(lost ?? 0))
  }

  async compare(batch: Batch): Promise<void> {
    this.channels = batch.channels
    const columns = [batch.time, ...batch.value]
    for (let row = 0; row < batch.count; row++) {
      const number = batch.first + row
      while ((await this.isThere()) && this.number < number) this.skip()
      if (this.piece === null || this.number > number) this.unrecorded++
      else this.compareRow(number, columns, row)
    }
  }

  /** What was found. `isCutOff`: what was decoded last may not have reached the disk. */
  async end(isCutOff: boolean): Promise<readonly Finding[]> {
    while (await this.isThere()) this.skip()
    const findings = [...this.different.findings(), ...this.undecoded.findings()]
    const names = (all: readonly { name: string; unit: string }[]): string =>
      JSON.stringify(all.map(({ name, unit }) => [name, unit]))
    if (names(this.channels) !== names(this.stored)) findings.push(damage('decoded again, it has other channels'))
    const more = this.unrecorded - this.lost
    if (more !== 0 && isCutOff) findings.push(note(`decoded again, it has ${count(more)} more samples at its end`))
    else if (more !== 0) findings.push(damage(`decoded again, ${count(more)} samples came that are not recorded`))
    return findings
  }

  async close(): Promise<void> {
    await this.pieces.return()
  }

  private get number(): number {
    return this.piece?.columns[0][this.row] ?? Infinity
  }

  private compareRow(number: number, columns: readonly Float64Array[], row: number): void {
    const [, ...stored] = this.piece!.columns
    for (let column = 0; column < stored.length; column++) {
      // A channel that appears later has no numbers yet.
      const decoded = column < columns.length ? columns[column][row] : NaN
      if (isSame(stored[column][this.row], decoded)) continue
      const name = column === 0 ? 'the time' : this.stored[column - 1].name
      const found = stored[column][this.row]
      this.different.add(() => `${name} of sample ${count(number)}, recorded ${found}, decoded ${decoded}`)
    }
    this.row++
  }

  private skip(): void {
    const { number } = this
    this.undecoded.add(() => `sample ${count(number)}`)
    this.row++
  }

  /** Brings the next stored row into reach. */
  private isThere(): boolean | Promise<boolean> {
    return (this.piece !== null && this.row < this.piece.rows) || this.advance()
  }

  private async advance(): Promise<boolean> {
    const step = await this.pieces.next()
    this.piece = step.done ? null : step.value
    this.row = 0
    return this.piece !== null
  }
}

/** The same bits, but every NaN is the same, as in the table. */
function isSame(one: number, other: number): boolean {
  return Object.is(one, other)
}
