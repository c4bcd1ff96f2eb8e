import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openCaptureStore } from '@main/captures'
import { openDevice } from '@main/devices/open-device'
import { createEngine } from '@main/services/create-engine'
import { systemClock } from '@shared/base/clock'

/** The real engine over a data folder, with its real store: threads out of the build, no serial port there. */
export async function benchEngine(folder: string): Promise<Awaited<ReturnType<typeof createEngine>>> {
  const worker = (name: string): URL => pathToFileURL(resolve(`out/main/${name}.js`))
  return createEngine({
    version: 'bench',
    dataFolder: folder,
    clock: systemClock,
    store: await openCaptureStore({
      folder,
      worker: worker('recorder'),
      maker: worker('maker'),
      clock: systemClock
    }),
    openDevice: spec => openDevice(spec, { clock: systemClock }),
    ports: () => fromNothing(),
    profiles: []
  })
}

/** No serial port is there, and none comes. */
function fromNothing(): AsyncIterable<never> {
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }) }
}
