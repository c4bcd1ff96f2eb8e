import { app } from 'electron'
import { systemClock } from '@shared/base/clock'
import { asSignalboxError } from '@shared/base/errors'
import { runDesktop } from '@main/host/electron/run'
import { locations } from '@main/host/locations'
import { parseServeOptions } from '@main/host/serve-options'

function log(text: string): void {
  process.stderr.write(`signalbox: ${text}\n`)
}

/** Everything before `--` belongs to Electron and Chromium. */
function ownArguments(): string[] {
  const at = process.argv.indexOf('--')
  return at < 0 ? [] : process.argv.slice(at + 1)
}

// Not awaited here: Electron is not ready before its entry has been read to the end.
Promise.resolve()
  .then(() =>
    runDesktop({
      options: parseServeOptions(ownArguments()),
      locations: locations(import.meta.dirname),
      clock: systemClock,
      log
    })
  )
  .catch((error: unknown) => {
    const { message, remedy } = asSignalboxError(error)
    log(`${message}. ${remedy}`.trim())
    app.exit(1)
  })
