// A thread that makes one capture, out of another one's bytes or of a file: put together from its parts.
import { parentPort, workerData } from 'node:worker_threads'
import { systemClock } from '@shared/base/clock'
import type { MakerJob } from '../captures/making/maker-job'
import { serveMaker } from '../captures/making/serve-maker'

if (!parentPort) throw new Error('the maker runs as a worker thread of the engine')
await serveMaker(parentPort, workerData as MakerJob, new URL(import.meta.url), systemClock)
