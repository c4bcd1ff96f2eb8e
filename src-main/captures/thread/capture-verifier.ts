import type { DuckDBConnection } from '@duckdb/node-api'
import { throwIfCancelled } from '@shared/base/abort'
import type { Clock } from '@shared/base/clock'
import { asSignalboxError, isCancelled } from '@shared/base/errors'
import type { CaptureInfo } from '@shared/model/capture'
import { type Finding, judged, type Verification } from '@shared/model/verification'
import { damage, note } from '../verify/check'
import { checkPredecessor, type Joint } from '../verify/check-predecessor'
import { type Checked, verifyCapture, type VerifyOptions } from '../verify/verify-capture'
import type { CaptureReads } from './capture-reads'

export interface CaptureVerifierOptions {
  readonly reads: CaptureReads
  readonly clock: Clock
  /** As it is listed. @throws what a capture is refused with that cannot be read. */
  find(capture: string): Promise<CaptureInfo>
  list(): Promise<readonly CaptureInfo[]>
}

const nothing: Verification['checked'] = { bytes: 0, reads: 0, samples: 0, events: 0 }

/** Checks captures, one at a time: charts, which read with the same threads, go on meanwhile. */
export class CaptureVerifier {
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly options: CaptureVerifierOptions) {}

  /** @throws SignalboxError `not-found`, `busy`, `cancelled`; what cannot be read is damaged. */
  verify(capture: string, signal: AbortSignal, progress: (fraction: number) => void): Promise<Verification> {
    const own = this.last.then(() => this.check(capture, signal, progress))
    this.last = own.catch(() => undefined)
    return own
  }

  private async check(
    capture: string,
    signal: AbortSignal,
    progress: (fraction: number) => void
  ): Promise<Verification> {
    throwIfCancelled(signal)
    const findings: Finding[] = []
    let checked = nothing
    try {
      const info = await this.options.find(capture)
      const whole = await this.options.reads.use(capture, signal, connection =>
        inOneState(connection, async () => {
          const { clock } = this.options
          return collected({ connection, info, clock, signal, progress }, findings)
        })
      )
      checked = whole.checked
      if (info.part > 1 && info.origin.kind === 'recorded') await this.checkJoint(info, whole.begins, signal, findings)
    } catch (error) {
      throwIfCancelled(signal)
      const { code, message } = asSignalboxError(error)
      if (isCancelled(error) || code === 'not-found' || code === 'busy') throw error
      findings.push(damage(`it cannot be read: ${firstLine(message)}`))
    }
    return { capture, ...judged(findings), checked, deep: false }
  }

  private async checkJoint(info: CaptureInfo, begins: Joint, signal: AbortSignal, findings: Finding[]): Promise<void> {
    const part = info.part - 1
    const before = (await this.options.list()).find(other => other.run === info.run && other.part === part)
    if (!before || before.status === 'recording') {
      findings.push(note(`part ${part} of its recording, which it continues, is not there`))
      return
    }
    await this.options.reads.use(before.id, signal, async connection => {
      for await (const finding of checkPredecessor({ connection }, begins)) findings.push(finding)
    })
  }
}

async function collected(options: VerifyOptions, findings: Finding[]): Promise<Checked> {
  const checks = verifyCapture(options)
  for (;;) {
    const step = await checks.next()
    if (step.done) return step.value
    findings.push(step.value)
  }
}

/** What is written meanwhile is not seen. */
async function inOneState<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  await connection.run('BEGIN TRANSACTION READ ONLY')
  try {
    return await work()
  } finally {
    // A database that failed has ended it by itself.
    await connection.run('ROLLBACK').catch(() => undefined)
  }
}

/** DuckDB's complaints about damaged files go on for pages. */
function firstLine(message: string): string {
  return message.split('\n', 1)[0].slice(0, 300)
}
