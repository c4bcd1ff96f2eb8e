import { computed, type ComputedRef, shallowRef, type ShallowRef } from 'vue'
import type { Problem, SessionStatus } from '@shared/model/session'
import { problemOf } from '../../connection/problem'
import { text } from '../../messages'
import { useConnection } from '../../stores/connection'
import { type Sending, sendingProblem } from './send-draft'

export interface Sender {
  /** Why nothing can be sent; '' when it can. */
  readonly obstacle: ComputedRef<string>
  /** What went wrong with the last sending. */
  readonly problem: Readonly<ShallowRef<Problem | null>>
  /** Resolves to whether the device took it; what went wrong is in `problem`. */
  send(sending: Sending): Promise<boolean>
  forget(): void
}

/** Sends to the session's device. */
export function useSender(session: () => SessionStatus | undefined): Sender {
  const connection = useConnection()
  const problem = shallowRef<Problem | null>(null)
  const obstacle = computed(() => {
    if (connection.state === 'lost') return text.connection.lost
    const { canSend, phase } = session() ?? { canSend: false, phase: 'closed' as const }
    return canSend ? '' : text.terminal.cannotSend[phase]
  })

  async function send(sending: Sending): Promise<boolean> {
    const { id } = session() ?? {}
    if (id === undefined || obstacle.value !== '') return false
    const wrong = sendingProblem(sending)
    if (wrong !== '') {
      problem.value = { code: 'bad-input', message: wrong, remedy: '' }
      return false
    }
    const { data, as, ending } = sending
    try {
      await connection.engine().sessions.send({ session: id, data, as, ending })
      problem.value = null
      return true
    } catch (error) {
      problem.value = problemOf(error)
      return false
    }
  }
  return { obstacle, problem, send, forget: () => void (problem.value = null) }
}
