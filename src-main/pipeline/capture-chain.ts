/**
 * The captures that are one recording to whoever looks: those of the running session, which is rolled over into several, and
 * before them those that an engine's death ended. Oldest first.
 */
export class CaptureChain {
  private own: string[]

  /** `earlier`: from before the session that is running; `current` is being recorded. */
  constructor(
    readonly earlier: readonly string[],
    current: string
  ) {
    this.own = [current]
  }

  get captures(): readonly string[] {
    return [...this.earlier, ...this.own]
  }

  get current(): string {
    return this.own[this.own.length - 1]
  }

  /** The running session goes on in another capture. */
  roll(capture: string): void {
    this.own.push(capture)
  }

  /** Whether the numbers of its rows are those of the running session. */
  isOfSession(capture: string): boolean {
    return this.own.includes(capture)
  }
}
