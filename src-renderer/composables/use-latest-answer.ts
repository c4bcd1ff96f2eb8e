import { onScopeDispose, shallowRef, type ShallowRef, watch } from 'vue'
import { isCancelled } from '@shared/base/errors'

export interface LatestAnswer<A> {
  /** The last answer; it stays until another one comes or there is no question. */
  readonly answer: Readonly<ShallowRef<A | null>>
  readonly asking: Readonly<ShallowRef<boolean>>
  /** Why the last question was not answered. */
  readonly problem: Readonly<ShallowRef<unknown>>
}

export interface AskingOptions {
  /** ms between a change and the question. */
  readonly wait: number
  /** Whether every further change starts the wait anew; else there is a question every `wait` ms while changes come. */
  readonly untilCalm: boolean
}

/** Keeps asking the latest question; what a newer one has superseded is given up. Ends with the scope. */
export function useLatestAnswer<Q, A>(
  question: () => Q | null,
  ask: (question: Q, signal: AbortSignal) => Promise<A>,
  { wait, untilCalm }: AskingOptions
): LatestAnswer<A> {
  const answer = shallowRef<A | null>(null)
  const asking = shallowRef(false)
  const problem = shallowRef<unknown>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let current: AbortController | null = null
  let again = false

  async function run(): Promise<void> {
    timer = undefined
    const asked = question()
    if (asked === null) return
    // While changes keep coming, an answer that is nearly there is worth more than none.
    if (current && !untilCalm) return void (again = true)
    current?.abort()
    const own = (current = new AbortController())
    asking.value = true
    try {
      const found = await ask(asked, own.signal)
      if (own !== current) return
      answer.value = found
      problem.value = null
    } catch (error) {
      if (own === current && !isCancelled(error)) problem.value = error
    } finally {
      if (own === current) {
        current = null
        asking.value = false
        if (again) schedule()
        again = false
      }
    }
  }

  function schedule(): void {
    if (untilCalm) clearTimeout(timer)
    else if (timer !== undefined) return
    timer = setTimeout(() => void run(), wait)
  }

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
    current?.abort()
    current = null
    asking.value = false
    again = false
  }

  watch(
    // By value: what a question is made of comes anew with every snapshot of the sessions.
    () => JSON.stringify(question()),
    text => {
      if (text !== 'null') return schedule()
      stop()
      answer.value = null
      problem.value = null
    },
    { immediate: true }
  )
  onScopeDispose(stop)
  return { answer, asking, problem }
}
