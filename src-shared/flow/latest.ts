import { buffer, type BufferOptions } from './buffer'
import type { Stage } from './types'

/**
 * Conflates: a slow reader gets only the newest item, and never an old one twice. For status snapshots to the view. The
 * last item before the end is always delivered. What was skipped is counted by `onDrop`.
 */
export function latest<T>(options: Omit<BufferOptions<T>, 'capacity' | 'whenFull'> = {}): Stage<T, T> {
  return buffer({ name: 'latest', ...options, capacity: 1, whenFull: 'dropOldest' })
}
