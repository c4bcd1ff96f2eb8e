/** Questions at once: each reads a capture from end to end, and charts want to read too. */
const atOnce = 2

/**
 * Asks for the summaries of captures that are in sight, the last wanted first. Who leaves before it was begun costs nothing; what was
 * begun is given up. One that failed is asked for again when it comes into sight again.
 */
export class SummaryQueue<Summary> {
  readonly #ask: (capture: string, signal: AbortSignal) => Promise<Summary>
  readonly #onAnswer: (capture: string, summary: Summary) => void
  readonly #wanted = new Set<string>()
  readonly #running = new Map<string, AbortController>()
  readonly #answered = new Set<string>()

  constructor(
    ask: (capture: string, signal: AbortSignal) => Promise<Summary>,
    onAnswer: (capture: string, summary: Summary) => void
  ) {
    this.#ask = ask
    this.#onAnswer = onAnswer
  }

  want(capture: string): void {
    if (this.#answered.has(capture) || this.#running.has(capture)) return
    this.#wanted.add(capture)
    this.#next()
  }

  leave(capture: string): void {
    this.#wanted.delete(capture)
    this.#running.get(capture)?.abort()
  }

  /** It has changed: it is asked for again when it is wanted again. */
  forget(capture: string): void {
    this.#answered.delete(capture)
  }

  #next(): void {
    while (this.#running.size < atOnce) {
      const capture = [...this.#wanted].at(-1)
      if (capture === undefined) return
      this.#wanted.delete(capture)
      void this.#run(capture)
    }
  }

  async #run(capture: string): Promise<void> {
    const own = new AbortController()
    this.#running.set(capture, own)
    try {
      const summary = await this.#ask(capture, own.signal)
      if (own.signal.aborted) return
      this.#answered.add(capture)
      this.#onAnswer(capture, summary)
    } catch {
      // A row without its picture says all the rest; what keeps it from being read is told where it is looked at.
    } finally {
      this.#running.delete(capture)
      this.#next()
    }
  }
}
