import type { FormatName } from '@shared/model/format'
import { hasHeader, judge, namesOf, type Verdict } from './detect'
import { lineKind, type LineKind } from './line-kind'
import type { LineOf } from './misfits'
import type { DecoderWork, Signal } from './decoder-work'

const windowLines = 20
const windowBytes = 262_144

/** What was decided, and the lines waiting since before, to be read first. */
export interface Detection {
  readonly verdict: Verdict
  readonly lines: readonly LineOf[]
  /** The stream has ended: nothing comes after those lines. */
  readonly ended: boolean
}

/**
 * Gathers lines until the format is known. Two lines that agree decide when the format is unmistakable, three
 * otherwise; lines that fit nothing leave the window as `unknown-format` after 20, so that it can go on for ever.
 */
export function* detecting(work: DecoderWork): Generator<void, Detection, Signal> {
  const { misfits, table } = work
  let lines: LineOf[] = []
  let kinds: LineKind[] = []
  let bytes = 0
  let first = true
  const forget = (): void => {
    const [line] = lines
    misfits.settle()
    misfits.add('unknown-format', 'fits no format', line)
    bytes -= line.bytes.length
    lines = lines.slice(1)
    kinds = kinds.slice(1)
    first = false
  }
  for (;;) {
    const line = work.nextLine()
    let ended = false
    if (line !== null) {
      lines.push(line)
      kinds.push(lineKind(line.bytes.subarray(0, line.end)))
      bytes += line.bytes.length
      table.now = line.time
    } else {
      const signal = yield
      if (signal === 'lines' || signal === 'break') continue
      ended = signal === 'ended'
    }
    const forced = work.choice === 'auto' ? null : work.choice
    if (forced !== null && forced !== 'separated') return { verdict: forcedVerdict(forced), lines, ended }
    // A line that fits nothing makes no format likelier.
    const verdict = ended || kinds.at(-1)?.fits ? judge(kinds, work.allowed) : null
    if (verdict !== null && (ended || isClear(verdict, kinds, first))) {
      const from = firstLine(verdict, kinds, first)
      const partial = from === 0 && first && isRestOfName(verdict, kinds)
      for (let place = 0; place < from; place++) forget()
      if (partial && lines.length > 0) misfits.reject('malformed', 'the rest of a name', lines[0])
      return { verdict, lines: partial ? lines.slice(1) : lines, ended }
    }
    if (ended) while (lines.length > 0) forget()
    while (lines.length > windowLines || bytes > windowBytes) forget()
  }
}

function forcedVerdict(name: FormatName): Verdict {
  return { name, confidence: 1, detail: '', start: 0, fits: 0, separator: 'comma', count: 0 }
}

function isClear(verdict: Verdict, kinds: readonly LineKind[], first: boolean): boolean {
  const enough = (verdict.fits >= 2 && verdict.confidence >= 0.7) || (verdict.fits >= 3 && verdict.confidence >= 0.5)
  if (!enough || !first || verdict.start > 0 || kinds.length >= windowLines) return enough
  // The first line may have lost its beginning, and with it the beginning of its first name: only a name that comes
  // again, or one that it is the end of, tells.
  const [name] = namesOf(kinds[0], verdict.name)
  if (name === undefined) return true
  return isRestOfName(verdict, kinds) || kinds.slice(1).some(kind => namesOf(kind, verdict.name).includes(name))
}

function isRestOfName(verdict: Verdict, kinds: readonly LineKind[]): boolean {
  const [name] = namesOf(kinds[0], verdict.name)
  if (name === undefined) return false
  const others = kinds.slice(1).flatMap(kind => namesOf(kind, verdict.name))
  return !others.includes(name) && others.some(other => other.length > name.length && other.endsWith(name))
}

/** The first line to be read in the format: its header, or a line that may have lost its beginning. */
function firstLine(verdict: Verdict, kinds: readonly LineKind[], first: boolean): number {
  if (hasHeader(kinds, verdict, first)) return verdict.start - 1
  return first && verdict.start === 1 ? 0 : verdict.start
}
