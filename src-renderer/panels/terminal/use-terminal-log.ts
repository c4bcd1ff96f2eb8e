import { onBeforeUnmount, onMounted, type ShallowRef, shallowRef, watch } from 'vue'
import { pageFrameLoop, type Registration } from '../../charts/frame-loop'
import type { LiveClient } from '../../connection/live-client'
import { type Cutting, TerminalLog, type TerminalLine } from './terminal-log'

export interface TerminalLogInput {
  readonly panel: string
  readonly live: () => LiveClient | undefined
  readonly session: () => string | undefined
  readonly cutting: () => Cutting
}

/** Between two changes of what is shown, ms: faster text cannot be read, and costs a layout each time. */
const showEvery = 80
/** Up to which byte a panel was cleared, by panel and session: it may be taken away and shown again. */
const clearedAt = new Map<string, number>()

/** What a session's device sends and is sent, as lines that change at a calm rate; nothing changes while the page is hidden. */
export function useTerminalLog(input: TerminalLogInput): {
  readonly lines: Readonly<ShallowRef<readonly TerminalLine[]>>
  /** Whether the view was cleared and nothing has come since. */
  readonly cleared: Readonly<ShallowRef<boolean>>
  clear(): void
} {
  const log = new TerminalLog(input.cutting())
  const lines = shallowRef<readonly TerminalLine[]>([])
  const cleared = shallowRef(false)
  let registration: Registration | null = null
  let subscription: { cancel(): void } | null = null
  let end = 0
  let shown = -1
  let shownAt = -Infinity

  const place = (): string => `${input.panel}/${input.session() ?? ''}`

  function show(): void {
    shown = log.version
    lines.value = log.lines.slice()
    cleared.value = lines.value.length === 0 && clearedAt.has(place())
  }

  function follow(): void {
    subscription?.cancel()
    subscription = null
    log.clear()
    show()
    const [live, session] = [input.live(), input.session()]
    if (!live || session === undefined) return
    subscription = live.raw({ session, from: clearedAt.get(place()) ?? 0 }, frame => {
      end = frame.start + frame.bytes.length
      log.take(frame)
      registration?.invalidate()
    })
  }

  onMounted(() => {
    registration = pageFrameLoop().add({
      paint(now) {
        if (shown === log.version || now - shownAt < showEvery) return
        shownAt = now
        show()
      },
      moves: () => shown !== log.version
    })
  })
  watch([input.live, input.session], follow, { immediate: true })
  watch(input.cutting, cutting => {
    log.cut(cutting)
    show()
  })
  onBeforeUnmount(() => {
    subscription?.cancel()
    registration?.remove()
    registration = null
  })

  return {
    lines,
    cleared,
    clear() {
      clearedAt.set(place(), end)
      log.clear()
      show()
    }
  }
}
