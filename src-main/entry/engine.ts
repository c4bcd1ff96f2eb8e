// The engine's process: put together from its parts, told what to do by its host.
import { systemClock } from '@shared/base/clock'
import { asSignalboxError, type SignalboxError } from '@shared/base/errors'
import { parseDeviceAddress } from '@shared/model/address'
import { lockFolder, openCaptureStore, type RollLimits, rollLimits, usualRollLimits } from '../captures'
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
      const { code, message, remedy } = asSignalboxError(error)
      // Waiting does not help while somebody else has the folder, or while it cannot be written.
      if (code === 'busy' || code === 'storage') host.refuse({ code, message, remedy })
      else host.log('error', `the engine could not start: ${message}`)
      process.exitCode = 1
      setImmediate(() => process.exit())
    })
  },
  onLink: link => void serving().then(serve => serve(link)),
  onGrant: (ticket, path) => void engine?.then(running => running.grants.add(ticket, path)),
  onFile: (ticket, file) => void engine?.then(running => running.brought.add(ticket, file)),
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
  const lock = await lockFolder(options.dataFolder, clock)
  let rolling = (): RollLimits => usualRollLimits
  const running = await createEngine({
    version: options.version,
    dataFolder: options.dataFolder,
    exportsFolder: options.exportsFolder,
    clock,
    store: await openCaptureStore({
      folder: options.dataFolder,
      worker: new URL('./recorder.js', import.meta.url),
      clock,
      rolling: () => rolling(),
      onLost: giveUp
    }),
    openDevice: spec => openDevice(spec, { clock }),
    ports: watchPorts({ clock, interval: 1000 }),
    profiles,
    maker: new URL('./maker.js', import.meta.url)
  })
  rolling = () => rollLimits(running.budget.budget)
  if (options.resume) running.registry.resume()
  for (const address of options.open)
    try {
      const spec = parseDeviceAddress(address)
      if (!running.registry.isOpen(spec)) await running.registry.open(spec, 'auto')
    } catch (error) {
      host.log('error', describe(error))
    }
  host.ready()
  return {
    ...running,
    async shutdown() {
      await running.shutdown()
      await lock.release()
    }
  }
}

/**
 * Without its store's thread an engine records nothing. Whatever was accepted until a second ago is on disk; so it ends
 * here, and the host starts another, which opens the same devices and records them again within a second.
 */
function giveUp({ message }: SignalboxError): void {
  host.log('error', `${message}; the engine ends itself, to record again as soon as it is back`)
  setImmediate(() => process.exit(1))
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
