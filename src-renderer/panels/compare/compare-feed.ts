import { isCancelled } from '@shared/base/errors'
import { type CaptureOverview, mostBuckets, type OverviewRequest } from '@shared/model/capture-overview'
import { type OverviewColumns, unpack } from './overview-columns'

/** What is to be seen of a recording. */
export interface Look {
  readonly capture: string
  readonly channels: readonly string[]
  /** ms since the epoch, within the recording. */
  readonly from: number
  readonly to: number
  /** Where the recording ends by now; `to` is not beyond it. */
  readonly end: number
  /** ms: buckets may be up to twice as long. */
  readonly bucket: number
}

interface Known extends Look {
  readonly columns: OverviewColumns
}

interface Slot {
  known?: Known
  asking?: { readonly look: Look; readonly controller: AbortController }
  problem?: unknown
}

/** Of what is shown, this much more is fetched at either side, so that moving a little asks for nothing. */
const margin = 0.5

/** Keeps the overviews of several recordings that a chart shows. What was there stays until something better has come. */
export class CompareFeed {
  readonly #ask: (request: OverviewRequest, signal: AbortSignal) => Promise<CaptureOverview>
  readonly #onChange: () => void
  readonly #slots = new Map<string, Slot>()

  constructor(ask: (request: OverviewRequest, signal: AbortSignal) => Promise<CaptureOverview>, onChange: () => void) {
    this.#ask = ask
    this.#onChange = onChange
  }

  columns(capture: string): OverviewColumns | undefined {
    return this.#slots.get(capture)?.known?.columns
  }

  get isAsking(): boolean {
    return [...this.#slots.values()].some(({ asking }) => asking !== undefined)
  }

  /** Why a recording cannot be shown; undefined when all can. */
  get problem(): unknown {
    return [...this.#slots.values()].find(({ problem }) => problem !== undefined)?.problem
  }

  /** Sees to it that this can be shown, and forgets what is not shown any more. */
  look(looks: readonly Look[]): void {
    for (const [capture, slot] of this.#slots) {
      if (looks.some(look => look.capture === capture)) continue
      slot.asking?.controller.abort()
      this.#slots.delete(capture)
    }
    for (const look of looks) this.#lookAt(look)
  }

  /** Asks again for what could not be had. */
  retry(looks: readonly Look[]): void {
    for (const slot of this.#slots.values()) slot.problem = undefined
    this.look(looks)
  }

  stop(): void {
    this.look([])
  }

  #lookAt(look: Look): void {
    const slot = this.#slots.get(look.capture) ?? {}
    this.#slots.set(look.capture, slot)
    if (look.channels.length === 0 || slot.problem !== undefined) return
    if (slot.known && covers(slot.known, look)) return
    if (slot.asking && covers(slot.asking.look, look)) return
    slot.asking?.controller.abort()
    void this.#fetch(slot, widened(look))
  }

  async #fetch(slot: Slot, look: Look): Promise<void> {
    const controller = new AbortController()
    const asking = { look, controller }
    slot.asking = asking
    const { capture, channels, from, to } = look
    const buckets = Math.min(mostBuckets, Math.max(1, Math.ceil((to - from) / look.bucket)))
    try {
      const answer = await this.#ask({ capture, channels: [...channels], from, to, buckets }, controller.signal)
      if (slot.asking !== asking) return
      slot.known = { ...look, columns: unpack(answer, channels) }
    } catch (error) {
      if (slot.asking === asking && !isCancelled(error) && !controller.signal.aborted) slot.problem = error
    } finally {
      if (slot.asking === asking) slot.asking = undefined
    }
    this.#onChange()
  }
}

function widened(look: Look): Look {
  const more = (look.to - look.from) * margin
  return { ...look, from: look.from - more, to: Math.min(look.end, look.to + more) }
}

/** Whether what is there, or is coming, is as fine as wanted, not needlessly fine, and of all that is wanted. */
function covers(there: Look, wanted: Look): boolean {
  return (
    there.from <= wanted.from &&
    there.to >= wanted.to &&
    there.bucket <= wanted.bucket * 1.01 &&
    there.bucket > wanted.bucket / 4 &&
    wanted.channels.every(name => there.channels.includes(name))
  )
}
