import type { RejectReason } from '@shared/model/format'
import type { RejectList } from '../../decoders/decoder'

/** What is rejected from now on: a list that counts what another one takes. */
export function rejectsSince(all: RejectList): RejectList {
  const before = { total: all.total, byReason: { ...all.byReason } }
  return {
    add: reject => all.add(reject),
    get total() {
      return all.total - before.total
    },
    get byReason() {
      const counts = Object.entries(all.byReason) as [RejectReason, number][]
      const since = counts.map(([reason, count]) => [reason, count - (before.byReason[reason] ?? 0)] as const)
      return Object.fromEntries(since.filter(([, count]) => count > 0))
    },
    newest(limit) {
      return all.newest(Math.min(limit, this.total))
    }
  }
}
