// `npm start`: installs and builds what is missing, then opens the desktop app, or the same dashboard in the browser.
import { join } from 'node:path'
import { requireElectron } from './electron-runtime.mjs'
import { readHostOptions } from './host-options.mjs'
import { buildIfNeeded, installIfNeeded, requireNode, root } from './install.mjs'
import { runHost } from './run-host.mjs'

/** A desktop app that ends with an error this soon never came up, ms. */
const neverCameUp = 10_000

requireNode()
const options = readHostOptions(process.argv.slice(2))
installIfNeeded()
buildIfNeeded()
process.exit((await desktop()) ?? (await browser()))

/** The exit code of the desktop app, or undefined when it cannot run and the browser is to be used. */
async function desktop() {
  if (options.headless) return sayBrowser(options.why)
  const { binary, why } = await requireElectron({ retry: options.retry })
  if (!binary) return sayBrowser(why)
  const started = Date.now()
  const code = await runHost(binary, [root, '--', ...options.forDesktop])
  if (code !== 0 && Date.now() - started < neverCameUp) return sayBrowser(`the desktop app ended with code ${code}`)
  return code
}

function sayBrowser(why) {
  console.log(`Opening in the browser: ${why}.`)
  return undefined
}

function browser() {
  return runHost(process.execPath, [join(root, 'out/main/headless.js'), ...options.forBrowser])
}
