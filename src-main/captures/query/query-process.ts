import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { cancellation, onAbort } from '@shared/base/abort'
import type { Clock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import { errorOf } from '../problems'
import type { FromQuery, ToQuery } from './messages'

export interface QueryProcessOptions {
  /** The built `entry/query.ts`. */
  readonly entry: URL
  readonly clock: Clock
  /** Seconds it may work, all questions taken together. */
  readonly seconds: number
  readonly signal: AbortSignal
}

/**
 * A process for one query. DuckDB looks at an interrupt only between its steps (one that makes a text of a gigabyte took
 * 11 s to notice), its memory limit leaves out texts being made, and a crash would end the recordings. A process of its
 * own is ended at once, whatever it does.
 */
export class QueryProcess {
  private readonly child: ChildProcess
  private readonly exited: Promise<void>
  private ended: Error | undefined
  private asking: { resolve(reply: FromQuery): void; reject(error: Error): void } | undefined
  private worked = 0

  constructor(private readonly options: QueryProcessOptions) {
    this.child = fork(fileURLToPath(options.entry), [], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // Under Electron the same program runs as Node.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
    })
    this.child.on('message', (reply: FromQuery) => this.asking?.resolve(reply))
    this.exited = new Promise(resolve => {
      const gone = (error?: Error): void => {
        this.end(new SignalboxError('fault', 'the query ended unexpectedly', { remedy: 'Try again.', cause: error }))
        resolve()
      }
      this.child.once('exit', () => gone())
      this.child.once('error', gone)
    })
  }

  /** Seconds it has worked. */
  get seconds(): number {
    return this.worked / 1000
  }

  /** @throws what the process refuses with, `timeout`, `cancelled`; it is then of no more use. */
  async ask<Kind extends FromQuery['kind']>(message: ToQuery, kind: Kind): Promise<Extract<FromQuery, { kind: Kind }>> {
    const { clock, signal, seconds } = this.options
    if (signal.aborted) throw cancellation(signal, 'the query was cancelled')
    if (this.ended) throw this.ended
    const began = clock.now()
    const answered = new AbortController()
    const leave = onAbort(signal, () => this.end(cancellation(signal, 'the query was cancelled')))
    clock.sleep(Math.max(0, seconds * 1000 - this.worked), answered.signal).then(
      () => this.end(tooSlow(seconds)),
      () => undefined
    )
    try {
      const reply = await new Promise<FromQuery>((resolve, reject) => {
        this.asking = { resolve, reject }
        this.child.send(message, error => {
          if (error) this.end(error)
        })
      })
      if (reply.kind === 'refusal') throw errorOf(reply.problem)
      if (reply.kind !== kind) throw new SignalboxError('fault', `a query answered "${reply.kind}"`)
      return reply as Extract<FromQuery, { kind: Kind }>
    } finally {
      this.asking = undefined
      this.worked += clock.now() - began
      answered.abort()
      leave()
    }
  }

  /** Ends it at once and waits until it is gone. */
  async close(): Promise<void> {
    this.end(new SignalboxError('cancelled', 'the query is closed'))
    await this.exited
  }

  /** The first reason is the one that is told. */
  private end(why: Error): void {
    this.ended ??= why
    this.child.kill('SIGKILL')
    this.asking?.reject(this.ended)
  }
}

function tooSlow(seconds: number): SignalboxError {
  return new SignalboxError('timeout', `the query took longer than ${seconds} s`, {
    remedy: 'Ask for a shorter time or fewer columns, or allow more seconds.'
  })
}
