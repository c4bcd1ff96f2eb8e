import { z } from 'zod'
import { CaptureInfo } from './capture'

/** `known-losses`: everything in it is as it was recorded, and what it lacks it says itself. */
export const verdicts = ['trusted', 'known-losses', 'damaged'] as const
export const Verdict = z.enum(verdicts)
export type Verdict = z.infer<typeof Verdict>

/** One thing that was found. `loss`: missing, and the capture tells of it; `note`: could not be checked, or is worth knowing. */
export const Finding = z.object({ kind: z.enum(['damage', 'loss', 'note']), text: z.string() })
export type Finding = Readonly<z.infer<typeof Finding>>

/** What became of checking a capture. */
export const Verification = z.object({
  capture: CaptureInfo.shape.id,
  verdict: Verdict,
  /** Damage first. */
  findings: z.array(Finding),
  /** What was looked at. */
  checked: z.object({ bytes: z.number(), reads: z.number(), samples: z.number(), events: z.number() }),
  /** Whether it was decoded again, too, and compared number by number. */
  deep: z.boolean()
})
export type Verification = Readonly<z.infer<typeof Verification>>

export const VerifyRequest = z.object({ capture: CaptureInfo.shape.id, deep: z.boolean().default(false) })
export type VerifyRequest = Readonly<z.infer<typeof VerifyRequest>>

export const VerifyProgress = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('running'), fraction: z.number() }),
  z.object({ phase: z.literal('done'), verification: Verification })
])
export type VerifyProgress = Readonly<z.infer<typeof VerifyProgress>>

/** The verdict that follows from what was found, and the findings in the order in which they matter. */
export function judged(findings: readonly Finding[]): Pick<Verification, 'verdict' | 'findings'> {
  const order: readonly Finding['kind'][] = ['damage', 'loss', 'note']
  const sorted = order.flatMap(kind => findings.filter(finding => finding.kind === kind))
  const [worst] = sorted
  const verdict = worst?.kind === 'damage' ? 'damaged' : worst?.kind === 'loss' ? 'known-losses' : 'trusted'
  return { verdict, findings: sorted }
}
