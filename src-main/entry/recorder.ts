// The capture store's thread: put together from its parts.
import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '@shared/base/clock'
import { serveCaptures } from '../captures/thread/serve-captures'

if (!parentPort) throw new Error('the recorder runs as a worker thread of the engine')
const { folder } = workerData as { folder: string }
serveCaptures(parentPort, folder, systemClock)
