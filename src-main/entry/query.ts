// A query's own process: put together from its parts.
import { setPriority, totalmem } from 'node:os'
import { systemClock } from '@shared/base/clock'
import { serveQuery } from '../captures/query/serve-query'

if (!process.send) throw new Error('a query runs as a process of the engine')
const mebibyte = 1024 * 1024
const memory = Math.floor(Math.min(512, totalmem() / 4 / mebibyte))
try {
  // Readers and recordings come first.
  setPriority(10)
} catch {
  // Not allowed everywhere; it is a courtesy.
}
serveQuery(
  {
    on: (event: 'message' | 'disconnect', listener: (message: never) => void) => process.on(event, listener as never),
    send: (message, sent) => void process.send?.(message, undefined, undefined, sent)
  },
  {
    memory,
    resident: 2 * memory,
    residentNow: () => process.memoryUsage.rss() / mebibyte,
    end: () => void process.kill(process.pid, 'SIGKILL')
  },
  systemClock
)
