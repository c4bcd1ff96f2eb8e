import { asSignalboxError, type SignalboxError } from '@shared/base/errors'
import type { LogLevel } from '../engine-protocol'
import type { Locations } from '../locations'
import type { ServeOptions } from '../serve-options'
import { watchBuild } from '../watch-build'
import { openBrowser } from './browser'
import { serve, type Serving } from './serve'

/**
 * The second Ctrl-C within this time, ms, is the first one again: a terminal sends it to every process of the group,
 * and npm passes its own copy on.
 */
const sameSignal = 500

/**
 * The whole life of the headless host: prints the ready line (`announce` words it), opens the browser, stops at SIGINT or SIGTERM with the
 * captures completed; a second signal ends everything at once. Resolves to the process's exit code.
 */
export async function runServe(
  options: ServeOptions,
  locations: Locations,
  announce: (url: string) => string = url => `Signalbox is ready at ${url}`
): Promise<number> {
  const devOrigin = process.env.SIGNALBOX_DEV_ORIGIN
  let serving: Serving
  try {
    serving = await serve(options, { locations, log, origins: devOrigin ? [devOrigin] : [] })
  } catch (error) {
    log('error', sentence(asSignalboxError(error)))
    return 1
  }
  const stopped = stopAtSignal(serving)
  if (devOrigin) watchBuild(locations.engine, () => serving.supervisor.restart())
  const refused = new Promise<number>(resolve => {
    serving.ready.catch(async (error: unknown) => {
      log('error', sentence(asSignalboxError(error)))
      await serving.stop()
      resolve(1)
    })
  })
  void serving.ready.then(() => {
    const origin = devOrigin ?? `http://127.0.0.1:${serving.port}`
    process.stdout.write(announce(`${origin}/#token=${serving.token}`) + '\n')
    if (!options.noOpen) void openBrowser(devOrigin ? `${origin}/#token=${serving.token}` : serving.enterUrl(), say)
  }, nothing)
  // Both settle within the life of this process, so neither is held on to by the race.
  return await Promise.race([stopped, refused])
}

/** The refusal is told elsewhere. */
function nothing(): void {}

/** An error as one line: what happened and what to do. */
export function sentence(error: SignalboxError): string {
  return [`${error.message}.`, error.remedy].filter(Boolean).join(' ')
}

function say(line: string): void {
  process.stderr.write(line + '\n')
}

function log(level: LogLevel, text: string): void {
  if (level !== 'debug') say(level === 'info' ? text : `signalbox: ${text}`)
}

function stopAtSignal(serving: Serving): Promise<number> {
  return new Promise((resolve, reject) => {
    let first: number | undefined
    const onSignal = (): void => {
      const now = performance.now()
      if (first === undefined) {
        first = now
        say('Stopping: captures are being completed. Once more to stop at once.')
        serving.stop().then(() => resolve(0), reject)
      } else if (now - first > sameSignal) {
        serving.supervisor.kill()
        resolve(130)
      }
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
}
