import { useEventListener } from '@vueuse/core'
import { readonly, type Ref, ref } from 'vue'
import { ChannelRef } from './channel-ref'

/** Told by the type alone, because a page may not read what is dragged before it is dropped. */
const channelType = 'application/x-signalbox-channel'
/** Beside it where a channel is dragged out of a chart: dropping it moves it. */
const chartType = 'application/x-signalbox-chart'

/** Puts a channel under the pointer; `chart` is the key of the chart it is dragged out of. */
export function startChannelDrag(event: DragEvent, channel: ChannelRef, chart?: string): void {
  const { dataTransfer } = event
  if (!dataTransfer) return
  dataTransfer.effectAllowed = 'copyMove'
  dataTransfer.setData(channelType, JSON.stringify(channel))
  // Other programs get its name.
  dataTransfer.setData('text/plain', channel.channel)
  if (chart !== undefined) dataTransfer.setData(chartType, chart)
}

/** What was dropped. */
export interface ChannelDrop {
  readonly ref: ChannelRef
  /** The chart it was dragged out of; null from the list of devices. */
  readonly from: string | null
  /** The user holds Ctrl (on a Mac Alt): it stays where it came from too. */
  readonly copy: boolean
}

/**
 * Lets channels be dropped on `element`. The answer is whether one is over it now, for a highlight. Elements inside of others
 * that take channels too come first.
 */
export function useChannelDrop(
  element: Readonly<Ref<HTMLElement | null>>,
  onDrop: (drop: ChannelDrop) => void
): Readonly<Ref<boolean>> {
  const over = ref(false)
  const has = (event: DragEvent): boolean => event.dataTransfer?.types.includes(channelType) ?? false
  const isCopy = (event: DragEvent): boolean => event.ctrlKey || event.altKey

  useEventListener(element, ['dragenter', 'dragover'], (event: DragEvent) => {
    if (!has(event) || event.defaultPrevented) {
      over.value = false
      return
    }
    event.preventDefault()
    event.dataTransfer!.dropEffect = isCopy(event) || !event.dataTransfer!.types.includes(chartType) ? 'copy' : 'move'
    over.value = true
  })
  useEventListener(element, 'dragleave', (event: DragEvent) => {
    if (!element.value?.contains(event.relatedTarget as Node | null)) over.value = false
  })
  useEventListener(element, 'drop', (event: DragEvent) => {
    over.value = false
    if (!has(event) || event.defaultPrevented) return
    event.preventDefault()
    const channel = parsed(event.dataTransfer!.getData(channelType))
    if (!channel) return
    onDrop({ ref: channel, from: event.dataTransfer!.getData(chartType) || null, copy: isCopy(event) })
  })
  useEventListener(window, ['dragend', 'drop'], () => (over.value = false))
  return readonly(over)
}

/** It may come from anywhere: only what is a channel is taken. */
function parsed(text: string): ChannelRef | null {
  try {
    return ChannelRef.parse(JSON.parse(text))
  } catch {
    return null
  }
}
