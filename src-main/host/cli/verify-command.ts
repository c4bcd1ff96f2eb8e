import { Command } from 'commander'
import type { Verdict, Verification } from '@shared/model/verification'
import { withCaptures } from './capture-folder'
import { interruption } from './interruption'
import { progressBar } from './progress-bar'
import { ranToEnd } from './ran-to-end'

interface VerifyFlags {
  readonly deep?: boolean
  readonly data?: string
  readonly json?: boolean
}

/** `exitWith`: 1 when the capture is damaged. */
export function verifyCommand({ recorder }: { recorder: URL }, exitWith: (code: number) => void): Command {
  return new Command('verify')
    .description('check whether a recording can be trusted; exit code 1 when it is damaged')
    .argument('<capture>', 'its id, see `signalbox captures`')
    .option('--deep', 'decode it again, too, and compare every number')
    .option('--data <folder>', 'the data folder')
    .option('--json', 'print everything that was found as a JSON object')
    .action(async (capture: string, { deep = false, data, json }: VerifyFlags) => {
      const signal = interruption()
      const verification = await withCaptures({ data, recorder }, store =>
        ranToEnd(store.verify({ capture, deep }, signal), progressBar())
      )
      process.stdout.write(`${json ? JSON.stringify(verification) : verdictLine(verification)}\n`)
      if (verification.verdict === 'damaged') exitWith(1)
    })
}

const words: Readonly<Record<Verdict, string>> = {
  trusted: 'trusted',
  'known-losses': 'trusted with known losses',
  damaged: 'damaged'
}
/** Findings that are told in the line. */
const told = 2

/** The verdict and why, in one line. */
export function verdictLine({ capture, verdict, findings, checked, deep }: Verification): string {
  const { samples, bytes, events } = checked
  const sum = `${samples} samples, ${bytes} bytes and ${events} events are as they were recorded`
  const whole = deep ? `${sum} and as they are decoded again` : sum
  const said = findings.slice(0, told).map(({ text }) => text)
  const more = findings.length - said.length
  const parts = [
    ...(verdict === 'damaged' ? [] : [whole]),
    ...said,
    ...(more > 0 ? [`${more} more findings, see --json`] : [])
  ]
  return `${capture}: ${words[verdict]}: ${parts.join('; ')}.`
}
