import { z } from 'zod'
import { text } from '../../messages'

export const endings = ['none', 'lf', 'cr', 'crlf'] as const

/** Text or hex digits, with the line end that follows. */
export const Sending = z.object({
  data: z.string().max(500),
  as: z.enum(['text', 'hex']).catch('text'),
  ending: z.enum(endings).catch('lf')
})
export type Sending = Readonly<z.infer<typeof Sending>>

/** What is wrong with what is to be sent; '' when nothing is. */
export function sendingProblem({ data, as, ending }: Sending): string {
  if (as === 'text') return data === '' && ending === 'none' ? text.terminal.nothingToSend : ''
  const digits = hexDigits(data)
  const wrong = /[^0-9a-f]/i.exec(digits)
  if (wrong) return text.terminal.notHex(wrong[0])
  if (digits.length % 2 !== 0) return text.terminal.oddHex
  return digits === '' && ending === 'none' ? text.terminal.nothingToSend : ''
}

/** How many bytes go out; NaN when nothing can. */
export function sendingBytes(sending: Sending): number {
  if (sendingProblem(sending) !== '') return NaN
  const { data, as, ending } = sending
  const length = as === 'hex' ? hexDigits(data).length / 2 : new TextEncoder().encode(data).length
  return length + { none: 0, lf: 1, cr: 1, crlf: 2 }[ending]
}

/** As the engine reads them: `0x` and what stands between bytes does not count. */
function hexDigits(data: string): string {
  return data.replace(/0x|[\s,;:]/gi, '')
}
