/** Something that is painted: a chart, a sparkline. */
export interface Painted {
  /** Paints; `now` is local time since the epoch, ms. */
  paint(now: number): void
  /** Whether it moves by itself and is to be painted every frame. */
  moves(): boolean
}

export interface Registration {
  /** Asks for a paint in the next frame. */
  invalidate(): void
  remove(): void
}

/** What the loop needs of a page. Injected, so that tests decide when a frame is. */
export interface FrameHost {
  /** Calls back before the next repaint. */
  request(callback: () => void): void
  /** Local time since the epoch, ms. */
  now(): number
  hidden(): boolean
  onShown(listener: () => void): void
  /** Tells of an error that nobody can catch. */
  report(error: unknown): void
}

/** Time to paint in one frame, ms: what is left waits for the next frame, first in line. */
const budget = 12
/** A frame's painting costs this much on average, ms, before the rate steps down; and little enough to step up again. */
const heavy = 11
const easy = 3.5
/** Frames between two changes of the rate. */
const patience = 45
const rates = [60, 30, 20] as const
/** Frames a second when nothing holds the page up. */
export const fullRate = rates[0]
export type FrameRate = (typeof rates)[number]

/**
 * One loop for all charts: paints what is dirty or moves, round robin within a time budget, at 60, 30 or 20 frames a
 * second as the load allows. Nothing is painted while the page is hidden, and no frame is asked for when all stand still.
 */
export class FrameLoop {
  readonly #host: FrameHost
  readonly #entries: { readonly painted: Painted; dirty: boolean; failed: boolean }[] = []
  #afterFrame: (() => void)[] = []
  #next = 0
  #step = 0
  #skipped = 0
  #cost = 0
  #calm = 0
  #requested = false
  readonly #onRate = new Set<() => void>()

  constructor(host: FrameHost) {
    this.#host = host
    host.onShown(() => {
      for (const entry of this.#entries) entry.dirty = true
      this.#request()
    })
  }

  /** Frames a second the loop allows itself now. */
  get rate(): FrameRate {
    return rates[this.#step]
  }

  /** Calls `listener` after each change of `rate`; gives the way to stop. */
  onRate(listener: () => void): () => void {
    this.#onRate.add(listener)
    return () => this.#onRate.delete(listener)
  }

  add(painted: Painted): Registration {
    const entry = { painted, dirty: true, failed: false }
    this.#entries.push(entry)
    this.#request()
    return {
      invalidate: () => {
        entry.dirty = true
        this.#request()
      },
      remove: () => {
        const at = this.#entries.indexOf(entry)
        if (at >= 0) this.#entries.splice(at, 1)
      }
    }
  }

  /** Calls `callback` once after the next painted frame, never at once; not while the page is hidden. */
  afterFrame(callback: () => void): void {
    this.#afterFrame.push(callback)
    this.#request()
  }

  #request(): void {
    if (this.#requested || this.#host.hidden()) return
    this.#requested = true
    this.#host.request(() => this.#frame())
  }

  #frame(): void {
    this.#requested = false
    if (this.#host.hidden()) return
    // 30 Hz paints every second frame of the display, 20 Hz every third.
    if (this.#skipped < this.#step) {
      this.#skipped++
      this.#request()
      return
    }
    this.#skipped = 0
    this.#paint()
    const callbacks = this.#afterFrame
    this.#afterFrame = []
    for (const callback of callbacks) callback()
    if (
      this.#afterFrame.length > 0 ||
      this.#entries.some(entry => !entry.failed && (entry.dirty || entry.painted.moves()))
    )
      this.#request()
  }

  #paint(): void {
    const started = this.#host.now()
    const count = this.#entries.length
    let complete = true
    for (let turn = 0; turn < count; turn++) {
      const at = (this.#next + turn) % count
      const entry = this.#entries[at]
      if (!entry || entry.failed || (!entry.dirty && !entry.painted.moves())) continue
      if (this.#host.now() - started > budget) {
        this.#next = at
        complete = false
        break
      }
      entry.dirty = false
      try {
        entry.painted.paint(started)
      } catch (error) {
        // One broken chart must not stop the others; it is reported once and painted no more.
        entry.failed = true
        this.#host.report(error)
      }
    }
    this.#adapt(this.#host.now() - started, complete)
  }

  #adapt(cost: number, complete: boolean): void {
    this.#cost += ((complete ? cost : Math.max(cost, heavy * 1.5)) - this.#cost) / 10
    if (++this.#calm < patience) return
    if (this.#cost > heavy * (this.#step + 1) && this.#step < rates.length - 1) this.#step++
    else if (this.#cost < easy * (this.#step + 1) && this.#step > 0) this.#step--
    else return
    this.#calm = 0
    for (const listener of this.#onRate) listener()
  }
}

let shared: FrameLoop | undefined

/** The page's loop. */
export function pageFrameLoop(): FrameLoop {
  return (shared ??= new FrameLoop({
    request: callback => void requestAnimationFrame(callback),
    now: () => performance.timeOrigin + performance.now(),
    hidden: () => document.visibilityState === 'hidden',
    onShown: listener =>
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') listener()
      }),
    report: reportError
  }))
}
