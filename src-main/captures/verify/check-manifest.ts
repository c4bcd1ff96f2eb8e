import type { CaptureInfo } from '@shared/model/capture'
import type { StoredChannel } from '../file/stored-channels'
import { type Check, type CheckPlace, count, damage, note } from './check'
import type { Present } from './check-accounts'

export interface ListedFacts extends Present {
  readonly channels: readonly StoredChannel[]
}

/** What the list says of a capture is what is in it. */
export async function* checkManifest({ meta }: CheckPlace, info: CaptureInfo, facts: ListedFacts): Check {
  const { raw, samples, reads, channels } = facts
  const start = Number(meta.get('start'))
  const numbers = [
    ['samples', info.samples, samples.samples],
    ['bytes', info.bytes, raw.bytes],
    ['ms as its start', info.start, start],
    ['ms as its end', info.end, Math.max(start, samples.lastTime, reads.lastTime)],
    ['as its part', info.part, Number(meta.get('part') ?? 1)]
  ] as const
  for (const [what, listed, there] of numbers)
    if (listed !== there) yield damage(`it is listed with ${count(listed)} ${what}, there are ${count(there)}`)
  if (info.device !== meta.get('address'))
    yield damage(`it is listed as of ${info.device}, but is of ${meta.get('address')}`)
  const names = (all: readonly { name: string; unit: string }[]): string =>
    JSON.stringify(all.map(({ name, unit }) => [name, unit]))
  if (names(info.channels) !== names(channels)) yield damage('it is listed with other channels than it has')
  if (info.status === 'recovered')
    yield note('its recording was cut off: of the second before that some may be missing at its end')
}
