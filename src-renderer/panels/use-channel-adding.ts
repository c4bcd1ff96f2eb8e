import type { Ref } from 'vue'
import { text } from '../messages'
import { useNotices } from '../stores/notices'
import { useChannelDrop } from './channel-drag'
import { type ChannelRef, sameRef } from './channel-ref'

export interface ChannelAdding {
  /** What the panel shows now, chosen by the user or by itself. */
  shown(): readonly ChannelRef[]
  /** How many it can show; with 1 a channel takes the place of the one before. */
  readonly most: number
  set(channels: ChannelRef[]): void
}

/** A channel dropped on the panel is added to what it shows. The answer is whether one is over it now, for a highlight. */
export function useChannelAdding(
  element: Readonly<Ref<HTMLElement | null>>,
  { shown, most, set }: ChannelAdding
): Readonly<Ref<boolean>> {
  const notices = useNotices()
  return useChannelDrop(element, ({ ref }) => {
    const there = shown()
    if (there.some(other => sameRef(other, ref))) return
    if (most === 1) set([ref])
    else if (there.length < most) set([...there, ref])
    else notices.show({ kind: 'info', title: text.picker.full(most), detail: '', about: 'channel-drop' })
  })
}
