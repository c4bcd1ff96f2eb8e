import { judge, type Verdict } from './detect'
import type { Detection } from './detecting'
import type { DecoderWork, Signal } from './decoder-work'
import { createJsonReader } from './json'
import { createKeyValueReader } from './keyvalue'
import type { KnownLayout } from './known-layout'
import { createLabelsReader } from './labels'
import { lineKind } from './line-kind'
import type { FormatReader } from './reader'
import { SeparatedReader } from './separated'
import { createTeleplotReader } from './teleplot'

/**
 * Reads the lines in the format found until the user chooses another; whoever runs it is told through `show` what is
 * read now. When too many lines in a row do not fit, the newest of them are looked at again and the format (or the
 * layout of its columns) is changed if they clearly fit another.
 */
export function* reading(
  work: DecoderWork,
  detection: Detection,
  show: (verdict: Verdict, reader: FormatReader) => void
): Generator<void, void, Signal> {
  const { misfits, times } = work
  let { verdict } = detection
  let reader = createReader(work, verdict, fittingLayout(work.known, detection))
  misfits.restart()
  show(verdict, reader)
  for (const line of detection.lines) {
    times.pin(line.time)
    reader.read(line.bytes, 0, line.bytes.length)
    if (misfits.exhausted) misfits.restart()
  }
  times.pin(null)
  if (detection.ended) reader.flush()
  for (;;) {
    while (work.at < work.to) {
      work.at = reader.read(work.bytes, work.at, work.to)
      if (!misfits.exhausted) continue
      const other = secondLook(work, verdict, reader)
      misfits.restart()
      if (other === null) continue
      reader.flush()
      work.known = layoutOf(reader) ?? work.known
      reader = createReader(work, other, null, reader)
      verdict = other
      misfits.restart()
      show(verdict, reader)
    }
    const signal = yield
    if (signal !== 'lines') reader.flush()
    if (signal === 'chosen') {
      work.known = layoutOf(reader) ?? work.known
      return
    }
  }
}

/** What the newest misfits clearly are, if that is anything else than what is being read. */
function secondLook(work: DecoderWork, verdict: Verdict, reader: FormatReader): Verdict | null {
  const other = judge(
    work.misfits.lines.map(line => lineKind(line)),
    work.allowed
  )
  if (other === null || other.confidence < 0.6 || other.fits < 3) return null
  if (!(reader instanceof SeparatedReader)) return other.name === verdict.name ? null : other
  const { separator, count } = reader.layout
  return other.name === 'separated' && other.separator === separator && other.count === count ? null : other
}

/** The layout when the lines are of its kind and begin without a header of their own. */
function fittingLayout(known: KnownLayout | undefined, { verdict, lines }: Detection): KnownLayout | null {
  const { name, separator, count } = verdict
  if (known === undefined || name !== 'separated' || lines.length === 0) return null
  if (known.separator !== separator || known.labels.length !== count) return null
  const [{ bytes, end }] = lines
  return lineKind(bytes.subarray(0, end)).numbers[separator] > 0 ? known : null
}

/** What the header of the lines being read said; undefined when there was none. */
export function layoutOf(reader: FormatReader | undefined): KnownLayout | undefined {
  if (!(reader instanceof SeparatedReader) || reader.labels === null) return undefined
  return { separator: reader.layout.separator, labels: [...reader.labels] }
}

function createReader(
  work: DecoderWork,
  verdict: Verdict,
  remembered: KnownLayout | null,
  before?: FormatReader
): FormatReader {
  switch (verdict.name) {
    case 'separated': {
      const known = before instanceof SeparatedReader && before.layout.count === verdict.count
      const reader = new SeparatedReader(work, verdict.separator, verdict.count, known ? before.layout.columns : [])
      if (remembered !== null) reader.remember(remembered.labels)
      return reader
    }
    case 'labels':
      return createLabelsReader(work)
    case 'keyvalue':
      return createKeyValueReader(work)
    case 'teleplot':
      return createTeleplotReader(work)
    case 'json':
      return createJsonReader(work)
  }
}
