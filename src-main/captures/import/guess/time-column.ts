import type { ImportDoubt, ImportPlan, ImportTimeStyle } from '@shared/model/import'
import { dateStylesOf, isClock } from '../cell-time'
import type { ChannelLabel } from '../../../decoders/channel-label'

/** A column as the guess sees it: what the file calls it, and the cells of the sample that are not empty. */
export interface SampleColumn {
  readonly label: string
  readonly parts: ChannelLabel
  readonly cells: readonly string[]
  /** Of the cells that are numbers; NaN for the others. */
  readonly numbers: readonly number[]
}

export interface TimeGuess {
  readonly time: number | null
  readonly date: number | null
  readonly style: ImportTimeStyle
  readonly doubts: readonly ImportDoubt[]
}

export type TimeChoices = Partial<Pick<ImportPlan, 'time' | 'date' | 'timeStyle' | 'rate'>>

const timeNames =
  /^(?:_*time|t[ _].*|@?time[ _-]?stamp|ts|t|date|date[ _-]?time|elapsed.*|millis(?:econds)?|micros|seconds|secs?|clock|log[ _]time|zeit|datum|uhrzeit|zeitstempel|datum[ _/]?zeit|temps|tiempo|unix.*|epoch.*|rx date\/time|time[ _-].*|.*[ _-]time(?:stamp)?)$/i
const dateNames = /^(?:date|datum|day|tag|fecha)$/i
const units: Readonly<Record<string, 's' | 'ms' | 'us' | 'ns'>> = {
  s: 's',
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  sekunden: 's',
  ms: 'ms',
  msec: 'ms',
  millis: 'ms',
  milliseconds: 'ms',
  us: 'us',
  µs: 'us',
  μs: 'us',
  micros: 'us',
  microseconds: 'us',
  ns: 'ns',
  nanoseconds: 'ns'
}

/** Which column holds the time, and in which style. */
export function guessTime(columns: readonly SampleColumn[], choices: TimeChoices): TimeGuess {
  if (
    choices.timeStyle === 'rate' ||
    choices.time === null ||
    (choices.rate !== undefined && choices.time === undefined)
  )
    return { time: null, date: null, style: 'rate', doubts: choices.rate === undefined ? ['no-time'] : [] }
  const doubts: ImportDoubt[] = []
  const time =
    choices.time ?? timeColumn(columns, doubts) ?? (choices.timeStyle === undefined ? null : namedOrFirst(columns))
  if (time === null || !columns[time]) return { time: null, date: null, style: 'rate', doubts: ['no-time'] }
  const date = choices.date === undefined ? dateColumn(columns, time) : choices.date
  const style = choices.timeStyle ?? styleOf(columns[date ?? time], columns[time].cells, doubts)
  return { time, date, style, doubts }
}

/** Where somebody says how the time is written, some column has it. */
function namedOrFirst(columns: readonly SampleColumn[]): number {
  return Math.max(0, columns.findIndex(isNamed))
}

function isNamed({ label, parts }: SampleColumn): boolean {
  return timeNames.test(parts.name) || timeNames.test(label.trim())
}

function timeColumn(columns: readonly SampleColumn[], doubts: ImportDoubt[]): number | null {
  const find = (fits: (column: SampleColumn) => boolean): number | null => {
    const place = columns.findIndex(column => column.cells.length > 0 && fits(column))
    return place < 0 ? null : place
  }
  const dated = (column: SampleColumn): boolean => most(column.cells, cell => dateStylesOf(cell).length > 0)
  const withTime = (column: SampleColumn): boolean => dated(column) && most(column.cells, cell => cell.includes(':'))
  const clocked = (column: SampleColumn): boolean => most(column.cells, isClock)
  const sure =
    find(column => withTime(column) && isNamed(column)) ??
    find(withTime) ??
    find(clocked) ??
    find(dated) ??
    find(column => isNamed(column) && isRising(column, 0.25)) ??
    find(column => isRising(column) && isEpoch(column.numbers[0]))
  if (sure !== null) return sure
  const first = columns[0]
  if (!first || !isRising(first) || isCounter(first) || first.numbers.length < 3) return null
  doubts.push('time-column')
  return 0
}

/** A date beside a column that says only the time of day. */
function dateColumn(columns: readonly SampleColumn[], time: number): number | null {
  if (!most(columns[time].cells, isClock)) return null
  const isDate = ({ cells }: SampleColumn): boolean =>
    cells.length > 0 && most(cells, cell => dateStylesOf(cell).length > 0 && !cell.includes(':'))
  const named = columns.findIndex(column => isDate(column) && dateNames.test(column.parts.name))
  const place = named >= 0 ? named : columns.findIndex(isDate)
  return place < 0 ? null : place
}

function styleOf(dated: SampleColumn, times: readonly string[], doubts: ImportDoubt[]): ImportTimeStyle {
  const styles = (['date-ymd', 'date-dmy', 'date-mdy'] as const).map(style => ({
    style,
    count: dated.cells.filter(cell => dateStylesOf(cell).includes(style)).length
  }))
  const best = styles.reduce((one, other) => (other.count > one.count ? other : one))
  if (best.count > dated.cells.length / 2) {
    const rivals = styles.filter(({ count }) => count === best.count)
    // A point stands between day and month where the day comes first; a slash there is an American's more often than not.
    if (rivals.length < 2 || dated.cells[0].includes('.')) return best.style
    doubts.push('date-order')
    return dated.cells[0].includes('/') ? 'date-mdy' : best.style
  }
  return most(times, isClock) ? 'clock' : numberStyle(dated, doubts)
}

function numberStyle(column: SampleColumn, doubts: ImportDoubt[]): ImportTimeStyle {
  const first = column.numbers.find(Number.isFinite) ?? 0
  const stated = statedUnit(column)
  if (stated) return isEpoch(first, stated) ? `epoch-${stated}` : `elapsed-${stated}`
  if (first >= 1e17) return 'epoch-ns'
  if (first >= 1e14) return 'epoch-us'
  if (first >= 1e11) return 'epoch-ms'
  if (first >= 1e9) return 'epoch-s'
  doubts.push('time-unit')
  return column.numbers.every(number => Number.isNaN(number) || Number.isInteger(number)) ? 'elapsed-ms' : 'elapsed-s'
}

function statedUnit({ label, parts }: SampleColumn): 's' | 'ms' | 'us' | 'ns' | undefined {
  const inUnit = units[parts.unit.toLowerCase().replace(/ since .*$/, '')]
  if (inUnit) return inUnit
  const words = label.toLowerCase().split(/[^a-zµμ]+/)
  if (/milliseconds since/i.test(label)) return 'ms'
  return words.map(word => units[word]).find(unit => unit !== undefined)
}

const smallestEpoch = { s: 1e9, ms: 1e11, us: 1e14, ns: 1e17 }

function isEpoch(value: number, unit: keyof typeof smallestEpoch = 's'): boolean {
  return value >= smallestEpoch[unit]
}

/** Whether a column's numbers grow, but for a share of falls: a clock may start again in the middle. */
function isRising({ numbers }: SampleColumn, share = 0.02): boolean {
  let before = -Infinity
  let falls = 0
  let rises = 0
  for (const number of numbers) {
    if (Number.isNaN(number)) continue
    if (number < before) falls++
    if (number > before) rises++
    before = number
  }
  return rises > 0 && falls <= Math.floor(numbers.length * share)
}

function isCounter({ numbers }: SampleColumn): boolean {
  return numbers.every((number, at) => at === 0 || number === numbers[at - 1] + 1)
}

function most(cells: readonly string[], fits: (cell: string) => boolean): boolean {
  return cells.length > 0 && cells.filter(fits).length >= 0.8 * cells.length
}
