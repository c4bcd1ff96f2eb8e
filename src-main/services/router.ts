import { implement, ORPCError, type Router } from '@orpc/server'
import { asSignalboxError, type ErrorCode, SignalboxError } from '@shared/base/errors'
import { type Contract, contract } from '@shared/contract/contract'
import type { SessionStatus } from '@shared/model/session'
import { watchCaptures } from './capture-list'
import { captureOverviews } from './capture-overviews'
import type { Engine } from './engine'
import { runDecode, runVerify } from './capture-runs'
import { runExport } from './export-files'
import { previewImport, runImport } from './import-files'
import { limitStreams } from './limited'
import { createQueryCursors } from './query-cursors'
import { sendToDevice } from './send-to-device'
import { sharedStatus } from './shared-status'
import { stretchStatistics } from './stretch-statistics'

/** Sessions' snapshots go to a view at most this often, ms. */
const snapshotInterval = 250

/** Event streams to one view. A page needs three. */
const maximumStreams = 16
const maximumExports = 16
/** Each takes a thread; recording comes first. */
const maximumImports = 2
const maximumPreviews = 2
/** Each may read a recording of days from the disk. */
const maximumStatistics = 8
const maximumOverviews = 32
/** Each takes a core. */
const maximumDecodings = 2
const maximumVerifications = 2

const kinds = {
  'bad-input': 'BAD_INPUT',
  'not-found': 'NOT_FOUND',
  busy: 'REFUSED',
  forbidden: 'REFUSED',
  cancelled: 'FAILED',
  disconnected: 'FAILED',
  overflow: 'FAILED',
  timeout: 'FAILED',
  storage: 'FAILED',
  fault: 'FAILED'
} as const satisfies Record<ErrorCode, string>

/** What belongs to one view. */
export interface ViewContext {
  readonly streams: ReturnType<typeof limitStreams>
}

export function createViewContext(): ViewContext {
  return { streams: limitStreams(maximumStreams, 'event streams of a page') }
}

/** The contract's handlers. Thin: each finds what it works on and calls it; errors become the contract's. */
export function createRouter(engine: Engine): Router<Contract, ViewContext> {
  const { registry, journal, devices, store, preferences, budget, clock } = engine
  const exports_ = limitStreams(maximumExports, 'exports')
  const imports_ = limitStreams(maximumImports, 'imports')
  const previews_ = limitStreams(maximumPreviews, 'previews of files')
  const decodings = limitStreams(maximumDecodings, 'captures being decoded again')
  const verifications = limitStreams(maximumVerifications, 'verifications')
  const statistics_ = limitStreams(maximumStatistics, 'statistics of stretches')
  const overviews_ = limitStreams(maximumOverviews, 'looks into captures')
  const overview = captureOverviews(store.reader)
  const status = sharedStatus(registry, clock)
  const queries = createQueryCursors(store, clock)
  const os = implement(contract)
    .$context<ViewContext>()
    .use(async ({ next }) => {
      try {
        return await next()
      } catch (error) {
        throw asContractError(error)
      }
    })

  return os.router({
    system: {
      info: os.system.info.handler(() => ({
        version: engine.version,
        instance: engine.instance,
        dataFolder: engine.dataFolder,
        platform: process.platform
      }))
    },
    devices: {
      watch: os.devices.watch.handler(({ signal = never, context: { streams } }) =>
        streams(async function* () {
          for await (const { ports, profiles, problem } of devices.watch(signal))
            yield { ports: [...ports], profiles: [...profiles], problem }
        })
      )
    },
    sessions: {
      watch: os.sessions.watch.handler(({ signal = never, context: { streams } }) => streams(() => snapshots(signal))),
      open: os.sessions.open.handler(async ({ input }) => ({
        session: (await registry.open(input.device, input.format)).id
      })),
      close: os.sessions.close.handler(({ input }) => registry.close(input.session)),
      setFormat: os.sessions.setFormat.handler(({ input }) => registry.setFormat(input.session, input.format)),
      configure: os.sessions.configure.handler(({ input }) =>
        registry.configure(input.session, input.channel, input.settings)
      ),
      inject: os.sessions.inject.handler(({ input }) => registry.get(input.session).inject(input.fault, input.channel)),
      resetTotals: os.sessions.resetTotals.handler(({ input }) =>
        registry.get(input.session).resetTotals(input.channel)
      ),
      setDerived: os.sessions.setDerived.handler(({ input }) => registry.setDerived(input.session, input.channels)),
      setTriggers: os.sessions.setTriggers.handler(({ input }) => registry.setTriggers(input.session, input.triggers)),
      armTrigger: os.sessions.armTrigger.handler(({ input }) =>
        registry.armTrigger(input.session, input.trigger, input.armed)
      ),
      replay: os.sessions.replay.handler(async ({ input }) => ({
        session: await registry.replay(input.session, input.action)
      })),
      send: os.sessions.send.handler(({ input }) => sendToDevice(registry.get(input.session), input)),
      mark: os.sessions.mark.handler(({ input }) =>
        registry.get(input.session).mark(input.label, clock.now() - input.ago)
      ),
      statistics: os.sessions.statistics.handler(async ({ input, signal = never }) => {
        const session = registry.get(input.session)
        return firstOf(
          statistics_(async function* () {
            yield await stretchStatistics(session, input, { signal })
          })
        )
      }),
      rejects: os.sessions.rejects.handler(({ input }) => [...registry.get(input.session).rejects(input.limit)])
    },
    journal: {
      watch: os.journal.watch.handler(({ input, signal = never, context: { streams } }) =>
        streams(async function* () {
          for await (const { entries, dropped } of journal.watch(input.after, signal))
            yield { entries: [...entries], dropped }
        })
      )
    },
    preferences: {
      watch: os.preferences.watch.handler(({ signal = never, context: { streams } }) =>
        streams(() => preferences.watch(signal))
      ),
      set: os.preferences.set.handler(({ input }) => preferences.set(input.key, input.value))
    },
    captures: {
      list: os.captures.list.handler(async () => [...(await store.list())]),
      export: os.captures.export.handler(({ input, signal = never }) =>
        told(() => exports_(() => runExport(engine, input, signal)))
      ),
      remove: os.captures.remove.handler(({ input }) => {
        registry.refuseReplayed(input.capture)
        return store.remove(input.capture)
      }),
      preview: os.captures.preview.handler(async ({ input, signal = never }) =>
        firstOf(
          previews_(async function* () {
            yield await previewImport(engine, input, signal)
          })
        )
      ),
      import: os.captures.import.handler(({ input, signal = never }) =>
        told(() => imports_(() => runImport(engine, input, signal)))
      ),
      decode: os.captures.decode.handler(({ input, signal = never }) =>
        told(() => decodings(() => runDecode(store, input, signal)))
      ),
      release: os.captures.release.handler(({ input }) => engine.brought.release(input.file)),
      watch: os.captures.watch.handler(({ signal = never, context: { streams } }) =>
        streams(() => watchCaptures(engine, signal))
      ),
      annotate: os.captures.annotate.handler(({ input }) => store.catalogue.annotate(input.capture, input.change)),
      summary: os.captures.summary.handler(({ input, signal = never }) =>
        looking(() => store.catalogue.summary(input.capture, signal))
      ),
      overview: os.captures.overview.handler(({ input, signal = never }) => looking(() => overview(input, signal))),
      moments: os.captures.moments.handler(({ input, signal = never }) =>
        looking(() => store.catalogue.moments(input, signal))
      ),
      setBudget: os.captures.setBudget.handler(({ input }) => budget.set(input)),
      schema: os.captures.schema.handler(({ input, signal = never }) => store.schema(input.capture, signal)),
      query: {
        open: os.captures.query.open.handler(({ input, signal = never }) => queries.open(input, signal)),
        next: os.captures.query.next.handler(({ input, signal = never }) => queries.next(input.cursor, signal)),
        close: os.captures.query.close.handler(({ input }) => queries.close(input.cursor))
      },
      verify: os.captures.verify.handler(({ input, signal = never }) =>
        told(() => verifications(() => runVerify(store, input, signal)))
      )
    }
  })

  /** So many at once, whoever asks. */
  function looking<T>(look: () => Promise<T>): Promise<T> {
    return firstOf(
      overviews_(async function* () {
        yield await look()
      })
    )
  }

  async function* snapshots(signal: AbortSignal): AsyncGenerator<SessionStatus[]> {
    let sent = ''
    for (;;) {
      const { sessions, text } = status()
      if (text !== sent) {
        sent = text
        yield sessions
      }
      if (sessions.length === 0) await registry.whenChanged(signal)
      else await clock.sleep(snapshotInterval, signal)
    }
  }
}

/** For transports that give a handler no signal: nothing will ever abort it. */
const never = new AbortController().signal

/** A stream fails when it is pulled, which the middleware does not see: its errors become the contract's here. */
async function* told<T>(stream: () => AsyncIterable<T>): AsyncGenerator<T, void, void> {
  try {
    yield* stream()
  } catch (error) {
    throw asContractError(error)
  }
}

async function firstOf<T>(stream: AsyncIterable<T>): Promise<T> {
  for await (const value of stream) return value
  throw new SignalboxError('fault', 'a stream ended without its one value')
}

/** What is not the contract's own already, as one of the contract's errors with its message and remedy. */
export function asContractError(error: unknown): unknown {
  if (error instanceof ORPCError && error.code !== 'BAD_REQUEST') return error
  const { code, message, remedy } = error instanceof ORPCError ? invalidInput(error) : asSignalboxError(error)
  const kind = kinds[code]
  return new ORPCError(kind, { defined: true, message, data: { code, message, remedy } })
}

function invalidInput(error: ORPCError<string, unknown>): { code: 'bad-input'; message: string; remedy: string } {
  const { issues = [] } = (error.data ?? {}) as { issues?: { path?: (string | number)[]; message: string }[] }
  const [issue] = issues
  const where = issue?.path?.join('.') ?? ''
  const message = issue ? `${where === '' ? 'input' : where}: ${issue.message}` : error.message
  return { code: 'bad-input', message, remedy: 'Correct the value and try again.' }
}
