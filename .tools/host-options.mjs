// The options of `npm start` and `npm run dev`: their own, and those handed on to the host.
import * as util from 'node:util'
import { fail } from './install.mjs'

const usage = `npm start -- [--headless] [--retry-electron] [--port N] [--data DIR] [--no-open] [--open DEVICE]...
  --headless         the dashboard in the browser, also where the desktop app could run
  --retry-electron   fetch the Electron runtime again, although it failed within the last day
  --port N           headless: the port on 127.0.0.1; a free one when left out
  --no-open          headless: do not open the browser
  --data DIR         where captures are kept
  --open DEVICE      opened and recorded at once: serial:PATH[@BAUD] or sim:PROFILE[?channels=4&rate=1000&seed=7]`

/** `{ headless, why, port, retry, forDesktop, forBrowser }`; ends the process at an unknown option or at `--help`. */
export function readHostOptions(argv) {
  let values
  try {
    values = util.parseArgs({
      args: argv,
      options: {
        help: { type: 'boolean', short: 'h' },
        headless: { type: 'boolean' },
        'retry-electron': { type: 'boolean' },
        'no-open': { type: 'boolean' },
        port: { type: 'string' },
        data: { type: 'string' },
        open: { type: 'string', multiple: true }
      }
    }).values
  } catch (error) {
    fail(`${error.message.split('. ')[0]}\n${usage}`)
  }
  if (values.help) {
    console.log(usage)
    process.exit(0)
  }
  const shared = [
    ...(values.data === undefined ? [] : ['--data', values.data]),
    ...(values.open ?? []).flatMap(device => ['--open', device])
  ]
  const browser = [
    ...(values.port === undefined ? [] : ['--port', values.port]),
    ...(values['no-open'] ? ['--no-open'] : [])
  ]
  return {
    headless: Boolean(values.headless) || browser.length > 0,
    why: values.headless ? '--headless' : '--port and --no-open are for the browser',
    port: values.port,
    retry: Boolean(values['retry-electron']),
    forDesktop: shared,
    forBrowser: [...browser, ...shared]
  }
}
