import { SignalboxError } from '@shared/base/errors'
import type { StretchStatistics } from '@shared/model/statistics'
import type { Session } from '../pipeline/session'

export interface StretchRequest {
  readonly from: number
  readonly to: number
  readonly channels?: readonly string[]
}

export async function stretchStatistics(
  session: Session,
  request: StretchRequest,
  signal: AbortSignal
): Promise<StretchStatistics> {
  signal.throwIfAborted()
  throw new SignalboxError('fault', `statistics of ${session.id} from ${request.from}`)
}
