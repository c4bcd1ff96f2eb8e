import { CaptureOrigin } from '@shared/model/capture'
import { DeviceSpec } from '@shared/model/device'
import { StoredConditions } from '../decode/recipe'
import { metaChecksum, metaKeys } from '../file/schema'
import { type Check, type CheckPlace, damage, note } from './check'

/** What was known at the start is whole. */
export async function* checkMeta({ meta }: CheckPlace, capture: string): Check {
  if (meta.get('schema') === '1') {
    yield note('it is of an earlier version, which kept no checksums and no accounts: only order and gaps were checked')
    return
  }
  const missing = metaKeys.filter(key => !meta.has(key))
  if (missing.length > 0) yield damage(`the table meta lacks ${missing.join(', ')}`)
  else if (Number(meta.get('crc')) !== metaChecksum(meta))
    yield damage('the table meta differs from its checksum: what is known of the device or the decoding was changed')
  if (meta.get('capture') !== capture) yield note(`it was recorded as ${meta.get('capture')}`)
  if (!DeviceSpec.safeParse(parsed(meta.get('device'))).success) yield damage('its device cannot be read')
  if (!CaptureOrigin.safeParse(parsed(meta.get('origin'))).success) yield damage('its origin cannot be read')
  const conditions = parsed(meta.get('conditions'))
  if (conditions !== null && !StoredConditions.safeParse(conditions).success)
    yield damage('what its bytes were decoded with cannot be read')
}

/** null where there is nothing; undefined where it is no JSON. */
function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null') as unknown
  } catch {
    return undefined
  }
}
