import type { Clock } from '@shared/base/clock'
import { importFile } from '../import/import-file'
import { previewFile } from '../import/preview-file'
import { problemOf } from '../problems'
import type { FromMaker, JobOrder } from './jobs'

/** The thread's end of the message channel. */
export interface MakerPort {
  on(event: 'message', listener: (message: unknown) => void): unknown
  postMessage(message: FromMaker): void
  close(): void
}

/** Does one job and ends the thread. Any message means: cancel. */
export async function serveJob(port: MakerPort, order: JobOrder, clock: Clock): Promise<void> {
  const controller = new AbortController()
  port.on('message', () => controller.abort())
  const hooks = {
    clock,
    signal: controller.signal,
    progress: (fraction: number, rows: number) => port.postMessage({ kind: 'progress', fraction, rows })
  }
  try {
    const answer = order.name === 'preview' ? await previewFile(order.request) : await importFile(order.request, hooks)
    port.postMessage({ kind: 'answer', answer })
  } catch (error) {
    port.postMessage({ kind: 'refusal', problem: problemOf(error) })
  } finally {
    port.close()
  }
}
