import { asSignalboxError } from '@shared/base/errors'

/** One clear line about what went wrong and what to do. */
export function failureLine(error: unknown): string {
  const { message, remedy } = asSignalboxError(error)
  const what = message.replace(/\s+/g, ' ').trim()
  return `signalbox: ${what}${/[.!?]$/.test(what) ? '' : '.'}${remedy === '' ? '' : ` ${remedy}`}`
}
