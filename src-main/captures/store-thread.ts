import { Worker } from 'node:worker_threads'
import { SignalboxError } from '@shared/base/errors'
import type { CallMessage, CallName, Calls, FromThread, ToThread } from './messages'
import { errorOf, problemOf } from './problems'

export interface StoreThreadOptions {
  readonly worker: URL
  readonly folder: string
  /** Whatever is not an answer to a call. */
  onMessage(message: FromThread): void
  /** The thread has gone without having been stopped. */
  onLost(error: SignalboxError): void
}

interface Call {
  resolve(answer: unknown): void
  reject(error: unknown): void
  progress(fraction: number): void
}

/** The store's thread as seen from the engine's: messages out, answers to calls in. */
export class StoreThread {
  private readonly worker: Worker
  private readonly calls = new Map<number, Call>()
  private readonly exited: Promise<void>
  /** Settles when the thread can be used; rejects when it ends before. */
  readonly ready: Promise<void>
  private isReady: () => void = () => undefined
  private isNotReady: (error: SignalboxError) => void = () => undefined
  private lastCall = 0
  private lost: SignalboxError | undefined
  private stopping = false

  constructor(private readonly options: StoreThreadOptions) {
    this.ready = new Promise((resolve, reject) => {
      this.isReady = resolve
      this.isNotReady = reject
    })
    this.ready.catch(() => undefined)
    this.worker = new Worker(options.worker, { workerData: { folder: options.folder }, name: 'captures' })
    this.worker.on('message', (message: FromThread) => this.receive(message))
    this.worker.on('error', error => this.lose(error))
    this.exited = new Promise(resolve => {
      this.worker.once('exit', () => {
        if (!this.stopping) this.lose(new Error('it ended by itself'))
        resolve()
      })
    })
  }

  /** Hands over `message`; the buffers in `transfer` are gone on this side. Vanishes when the thread has gone. */
  send(message: ToThread, transfer: readonly ArrayBuffer[] = []): void {
    if (!this.lost) this.worker.postMessage(message, [...transfer])
  }

  /** Calls the thread. Aborting asks it to end; the promise settles when it has. @throws what the call throws. */
  async call<Name extends CallName>(
    name: Name,
    request: Calls[Name]['request'],
    options: { signal?: AbortSignal; progress?: (fraction: number) => void } = {}
  ): Promise<Calls[Name]['answer']> {
    if (this.lost) throw this.lost
    if (this.stopping) throw new SignalboxError('cancelled', 'the capture store is closed')
    const call = ++this.lastCall
    const cancel = (): void => this.send({ kind: 'cancel', call })
    const answer = new Promise<unknown>((resolve, reject) => {
      this.calls.set(call, { resolve, reject, progress: options.progress ?? (() => undefined) })
    })
    this.send({ kind: 'call', call, name, request } as CallMessage)
    if (options.signal?.aborted) cancel()
    else options.signal?.addEventListener('abort', cancel, { once: true })
    try {
      return (await answer) as Calls[Name]['answer']
    } finally {
      this.calls.delete(call)
      options.signal?.removeEventListener('abort', cancel)
    }
  }

  /** Ends the thread once it has finished what it was asked for. */
  async stop(): Promise<void> {
    this.send({ kind: 'stop' })
    this.stopping = true
    await this.exited
  }

  private receive(message: FromThread): void {
    if (message.kind === 'ready') this.isReady()
    else if (message.kind === 'answer') this.calls.get(message.call)?.resolve(message.answer)
    else if (message.kind === 'refusal') this.calls.get(message.call)?.reject(errorOf(message.problem))
    else if (message.kind === 'progress') this.calls.get(message.call)?.progress(message.fraction)
    else this.options.onMessage(message)
  }

  private lose(error: unknown): void {
    if (this.lost) return
    this.lost = new SignalboxError('fault', `the capture thread ended: ${problemOf(error).message}`, {
      remedy: 'Restart the engine; everything up to a second before is on disk.',
      cause: error
    })
    this.isNotReady(this.lost)
    for (const call of this.calls.values()) call.reject(this.lost)
    this.options.onLost(this.lost)
  }
}
