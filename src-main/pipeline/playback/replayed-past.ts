import { CaptureChain } from '../capture-chain'
import { type Part, Past } from '../past'
import type { SampleReader, Stretch } from '../sample-reader'

/**
 * The samples of a capture that is replayed, as far as the replay has come: what is behind it can be looked at although it
 * was not played. Its rows have no numbers, because those of the replay begin where it began.
 */
export class ReplayedPast extends Past {
  /** `reached`: the newest sample of the replay, ms. */
  constructor(
    reader: SampleReader,
    private readonly capture: string,
    private readonly reached: () => number
  ) {
    super(reader, new CaptureChain([capture], ''), () => Infinity)
  }

  override parts({ from, to }: Stretch, signal: AbortSignal): Promise<readonly Part[]> {
    return super.parts({ from, to: Math.min(to, this.reached()) }, signal, [this.capture])
  }

  override get isNumbered(): boolean {
    return false
  }
}
