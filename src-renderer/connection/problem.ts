import { ORPCError } from '@orpc/client'
import { SignalboxError } from '@shared/base/errors'
import { Problem } from '@shared/model/session'

/** What went wrong and what to do about it, from whatever a call threw. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ORPCError) {
    const carried = Problem.safeParse(error.data)
    return carried.success ? carried.data : { code: 'fault', message: error.message, remedy: '' }
  }
  if (error instanceof SignalboxError) return { code: error.code, message: error.message, remedy: error.remedy }
  return { code: 'fault', message: error instanceof Error ? error.message : String(error), remedy: '' }
}
