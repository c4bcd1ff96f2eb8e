/**
 * What is still to be done, in order, for one reader: `for await` it. Unbounded in itself, because what fills it is bounded
 * by the sender's buffers. `putBack` puts things before all others, for another try.
 */
export class Mailbox<T> implements AsyncIterable<T> {
  private waiting: T[] = []
  private wake: (() => void) | undefined

  put(item: T): void {
    this.waiting.push(item)
    this.wake?.()
  }

  putBack(items: readonly T[]): void {
    this.waiting = [...items, ...this.waiting]
    this.wake?.()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    for (;;) {
      while (this.waiting.length > 0) yield this.waiting.shift()!
      await new Promise<void>(resolve => {
        this.wake = resolve
      })
      this.wake = undefined
    }
  }
}
