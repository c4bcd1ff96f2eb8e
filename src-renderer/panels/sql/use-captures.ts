import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { CaptureInfo } from '@shared/model/capture'
import type { CaptureSchema } from '@shared/model/query'
import { usePanelSession } from '../../composables/use-panel-session'
import { useCaptures } from '../../stores/captures'
import { useConnection } from '../../stores/connection'
import { useSessions } from '../../stores/sessions'

export interface ChosenCapture {
  /** Oldest first. */
  readonly captures: ComputedRef<readonly CaptureInfo[]>
  /** The capture in question; '' where there is none. */
  readonly id: ComputedRef<string>
  readonly schema: ShallowRef<CaptureSchema | null>
  /** Asks for the schema anew: a recording grows. */
  refresh(): Promise<void>
}

/** The captures there are, the one that is `chosen` ('' follows the chosen device, else the newest), and its tables. */
export function useChosenCapture(chosen: () => string): ChosenCapture {
  const connection = useConnection()
  const sessions = useSessions()
  const session = usePanelSession(() => '')
  const store = useCaptures()
  store.follow()
  const captures = computed(() => store.list?.captures ?? [])
  const schema = shallowRef<CaptureSchema | null>(null)
  const id = computed(() => chosen() || (session.value?.recording?.capture ?? captures.value.at(-1)?.id ?? ''))
  /** Channels come to a recording one after the other. */
  const columns = computed(() => {
    const recorded = sessions.list.find(({ recording }) => recording?.capture === id.value)
    return recorded?.channels.map(({ name }) => name).join('\n') ?? ''
  })

  async function refresh(): Promise<void> {
    const wanted = id.value
    const found = wanted ? await connection.client?.captures.schema({ capture: wanted }).catch(() => null) : null
    if (wanted === id.value) schema.value = found ?? null
  }

  watch([id, columns, () => connection.links], refresh, { immediate: true })
  return { captures, id, schema, refresh }
}
