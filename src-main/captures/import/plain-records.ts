import type { ImportPlan } from '@shared/model/import'
import { fieldsOf, separatorCharacters } from './csv-options'
import { lineTexts } from './line-texts'

/**
 * The records of a file in which quotes mean nothing: what lies between two separators. The same as `csvRecords` answers
 * for such a file, at less than half the cost (measured over 300,000 rows), because csv-parse describes every record it reads.
 */
export async function* plainRecords(
  pieces: AsyncIterable<Uint8Array>,
  { separator }: Pick<ImportPlan, 'separator'>,
  take: (record: readonly string[], line: number) => void
): AsyncGenerator<void, void, void> {
  const mark = separator === 'space' ? /[ \t]/ : separatorCharacters[separator]
  let line = 0
  for await (const piece of pieces) {
    for (const text of lineTexts(piece)) {
      line++
      if (text !== '') take(fieldsOf(text.split(mark), separator), line)
    }
    yield
  }
}
