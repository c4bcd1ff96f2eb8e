import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { type ManualClock, manualClock } from '@shared/base/manual-clock'
import { SignalboxError } from '@shared/base/errors'
import type { Contract } from '@shared/contract/contract'
import { memoryLinkPair } from '@shared/wire/memory-link'
import { splitLink, type SplitLink } from '@shared/wire/multiplex'
import type { CaptureStore } from '@main/captures/store'
import { createEngine, type RunningEngine } from '@main/services/create-engine'
import { viewServer } from '@main/services/serve-view'
import { noCatalogue } from './no-catalogue'
import { noSamples, noStreams } from './no-samples'
import { quietRecorder } from './quiet-recorder'
import { type ScriptedDevice, scriptedDevice } from './scripted-device'

export type EngineClient = ContractRouterClient<Contract>

/** The engine with a device and a store that do as a test says, and a view of it over a link in memory. */
export interface OpenEngine {
  readonly clock: ManualClock
  readonly engine: RunningEngine
  readonly device: ScriptedDevice
  readonly folder: string
  readonly log: string[]
  /** Exports that were ended before they were complete. */
  readonly cancelledExports: string[]
  readonly removedCaptures: string[]
  view(): { readonly client: EngineClient; readonly link: SplitLink }
  stop(): Promise<void>
}

export async function openEngine(folder?: string): Promise<OpenEngine> {
  const clock = manualClock(1_000_000)
  const data = folder ?? (await mkdtemp(join(tmpdir(), 'signalbox-engine-')))
  const device = scriptedDevice(clock)
  const log: string[] = []
  const cancelledExports: string[] = []
  const removedCaptures: string[] = []
  const engine = await createEngine({
    version: '1.2.3',
    dataFolder: data,
    clock,
    store: scriptedStore(cancelledExports, removedCaptures),
    openDevice: spec => ({ ...device, spec }),
    ports: async function* () {
      yield [{ path: '/dev/scripted', maker: 'Acme', product: '', vendorId: '', productId: '', serialNumber: '' }]
    },
    profiles: []
  })
  const serve = viewServer(engine, text => void log.push(text))
  return {
    clock,
    engine,
    device,
    folder: data,
    log,
    cancelledExports,
    removedCaptures,
    view() {
      const [here, there] = memoryLinkPair()
      serve(there)
      const link = splitLink(here)
      return { client: createORPCClient(new RPCLink({ port: link.rpc })), link }
    },
    async stop() {
      await engine.shutdown()
      if (folder === undefined) await rm(data, { recursive: true })
    }
  }
}

/** Knows one capture, `c1`, and exports it in four steps. */
function scriptedStore(cancelled: string[], removed: string[]): CaptureStore {
  return {
    record: () => quietRecorder(),
    list: async () => [],
    async *export(request, target) {
      if (request.capture !== 'c1')
        throw new SignalboxError('not-found', `there is no capture "${request.capture}"`, { remedy: 'List them.' })
      let finished = false
      try {
        for (const fraction of [0.25, 0.5, 0.75, 1]) yield fraction
        await writeFile(target, 'time\n')
        finished = true
        return { rows: 0, bytes: 5 }
      } finally {
        if (!finished) cancelled.push(target)
      }
    },
    async *query({ capture }) {
      throw new SignalboxError('not-found', `there is no capture "${capture}"`)
    },
    schema: async () => ({ tables: [] }),
    async *decodeAgain() {
      throw new SignalboxError('fault', 'not part of this test')
    },
    async *verify() {
      throw new SignalboxError('fault', 'not part of this test')
    },
    reader: noSamples,
    catalogue: noCatalogue,
    streams: noStreams,
    remove: async capture => void removed.push(capture),
    close: async () => undefined
  }
}
