// The engine's process: put together from its parts, told what to do by its host.
import { systemClock } from '@shared/base/clock'
import { parseDeviceAddress } from '@shared/model/address'
import { openCaptureStore } from '../captures'
import { openDevice } from '../devices/open-device'
import { profiles } from '../devices/simulated/profiles'
import { watchPorts } from '../devices/serial/ports'
import { acceptLinks, type EngineOptions } from '../host/engine-port'
import { createEngine, type RunningEngine } from '../services/create-engine'
import { viewServer } from '../services/serve-view'

const clock = systemClock
const host = acceptLinks({
  onStart(options) {
    engine = start(options)
    engine.catch(error => {
      host.log('error', `the engine could not start: ${describe(error)}`)
      process.exitCode = 1
      setImmediate(() => process.exit())
    })
  },
  onLink: link => void serving().then(serve => serve(link)),
  onGrant: (ticket, path) => void engine?.then(running => running.grants.add(ticket, path)),
  onShutdown() {
    void Promise.resolve(engine)
      .then(running => running?.shutdown())
      .catch(error => host.log('error', `the engine could not stop cleanly: ${describe(error)}`))
      .finally(() => process.exit())
  }
})
let engine: Promise<RunningEngine> | undefined
let serve: Promise<ReturnType<typeof viewServer>> | undefined

async function start(options: EngineOptions): Promise<RunningEngine> {
  const running = await createEngine({
    version: options.version,
    dataFolder: options.dataFolder,
    exportsFolder: options.exportsFolder,
    clock,
    store: await openCaptureStore({
      folder: options.dataFolder,
      worker: new URL('./recorder.js', import.meta.url),
      clock
    }),
    openDevice: spec => openDevice(spec, { clock }),
    ports: watchPorts({ clock, interval: 1000 }),
    profiles
  })
  if (options.resume) running.registry.resume()
  for (const address of options.open)
    try {
      const spec = parseDeviceAddress(address)
      if (!running.registry.isOpen(spec)) running.registry.open(spec, 'auto')
    } catch (error) {
      host.log('error', describe(error))
    }
  host.ready()
  return running
}

function serving(): Promise<ReturnType<typeof viewServer>> {
  serve ??= Promise.resolve(engine).then(running => {
    if (!running) throw new Error('a page came before the engine was told to start')
    return viewServer(running, text => host.log('warn', text))
  })
  return serve
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
