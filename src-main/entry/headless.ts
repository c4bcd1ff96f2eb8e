import { asSignalboxError } from '@shared/base/errors'
import { runServe, sentence } from '@main/host/http/run'
import { locations } from '@main/host/locations'
import { parseServeOptions, type ServeOptions } from '@main/host/serve-options'

function readOptions(): ServeOptions | null {
  try {
    return parseServeOptions(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`signalbox: ${sentence(asSignalboxError(error))}\n`)
    return null
  }
}

const options = readOptions()
process.exit(options ? await runServe(options, locations(import.meta.dirname)) : 1)
