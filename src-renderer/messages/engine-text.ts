import { text } from '.'

/** A sentence of the engine in the language in force, as far as it is known there; see `engine` in the messages. */
export function engineText(sentence: string): string {
  for (const [pattern, replacement] of text.engine)
    if (pattern.test(sentence)) return sentence.replace(pattern, replacement)
  return sentence
}

/** The same of several, which the engine joins by semicolons. */
export function engineTexts(sentences: string): string {
  return sentences.split('; ').map(engineText).join('; ')
}
