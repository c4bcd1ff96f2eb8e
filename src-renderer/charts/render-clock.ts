/** Arrivals remembered to tell the stream's steadiness. */
const memory = 24
/** The edge never lags the newest sample by more than this on purpose, ms. */
const largestDelay = 250
/** How fast the edge gives in to a new estimate, ms. */
const settle = 400
/** A stalled stream scrolls on until this share of the span is empty, then stands: the last values stay in sight. */
const emptyShare = 0.8

/**
 * Where the right edge of a followed chart is: the newest sample's time, carried on by the local clock between arrivals,
 * so that the picture moves evenly although frames come in bursts. It stays behind by about the arrivals' jitter.
 */
export class RenderClock {
  #leads: number[] = []
  #newest = NaN
  #lead = NaN
  #last = NaN
  /** How fast sample time goes by the local clock; 0 while it stands and jumps. */
  #pace = 1
  readonly #step: (span: number) => number

  /** @param step by how much the edge moves at a time for a span, ms; 0, as usual, for evenly */
  constructor(step: (span: number) => number = () => 0) {
    this.#step = step
  }

  /** Sample time goes so many times as fast as the local clock from `now`, ms, on. */
  run(pace: number, now: number): void {
    if (pace === this.#pace) return
    this.#pace = pace
    this.#lead = NaN
    if (this.#leads.length > 0) this.#leads = [this.#newest - now * pace]
  }

  /** A frame said the newest sample is of `newest`; it arrived at local time `now`. Both ms. */
  observe(newest: number, now: number): void {
    if (!Number.isFinite(newest) || newest === this.#newest) return
    // A jump back or far ahead is another time base (a replay started again): nothing learned before holds.
    const lead = newest - now * this.#pace
    const jumped = newest < this.#newest - 1 || lead > Math.max(...this.#leads) + 1000 * Math.max(1, this.#pace)
    if (jumped) this.#leads = []
    this.#newest = newest
    this.#leads.push(lead)
    if (this.#leads.length > memory) this.#leads.shift()
  }

  /** The edge at local time `now` for a chart that shows `span` ms; NaN before the first sample. */
  edge(now: number, span: number): number {
    if (this.#leads.length === 0) return NaN
    const most = Math.max(...this.#leads)
    const delay = Math.min(largestDelay * Math.max(1, this.#pace), most - Math.min(...this.#leads), span / 20)
    const wanted = most - delay
    const passed = Number.isNaN(this.#last) ? 0 : Math.max(0, now - this.#last)
    const far = Math.abs(wanted - this.#lead) > Math.max(1000, span / 4)
    this.#lead =
      Number.isNaN(this.#lead) || far ? wanted : this.#lead + (wanted - this.#lead) * Math.min(1, passed / settle)
    this.#last = now
    const edge = Math.min(now * this.#pace + this.#lead, this.#newest + span * emptyShare)
    const step = this.#step(span)
    return step > 0 ? Math.floor(edge / step) * step : edge
  }

  /** The newest sample's time, NaN before the first. */
  get newest(): number {
    return this.#newest
  }
}
