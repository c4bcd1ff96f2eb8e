import type { Reject, RejectReason } from '@shared/model/format'
import type { RejectList } from './decoder'

/**
 * A reject list that counts everything and keeps the newest `capacity` lines; when full it drops the oldest kept line
 * (the counts keep it). `newest` answers oldest first, newest last.
 */
export function createRejectList(capacity = 1000): RejectList {
  const kept: Reject[] = []
  const byReason: Partial<Record<RejectReason, number>> = {}
  let total = 0
  return {
    byReason,
    get total() {
      return total
    },
    add(reject) {
      if (capacity > 0) kept[total % capacity] = reject
      total++
      byReason[reject.reason] = (byReason[reject.reason] ?? 0) + 1
    },
    newest(limit) {
      const count = Math.max(0, Math.min(Math.floor(limit), kept.length))
      return Array.from({ length: count }, (_, place) => {
        const { time, reason, detail, text } = kept[(total - count + place) % capacity]
        return { time, reason, detail, text }
      })
    }
  }
}
