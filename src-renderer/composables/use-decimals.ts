import { computed, type ComputedRef } from 'vue'
import type { ChannelStatus } from '@shared/model/session'
import { decimalsFor } from '../format/numbers'

/** Decimals to show the channel's values with; steady, see `decimalsFor`. */
export function useDecimals(channel: () => ChannelStatus): ComputedRef<number> {
  return computed<number>(before => decimalsFor(channel().value, before))
}
