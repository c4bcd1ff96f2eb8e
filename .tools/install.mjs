// What every command needs before it can run: a Node that is new enough, the dependencies, a build.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** Written by .tools/build.mjs when a build has succeeded. */
export const buildStamp = join(root, 'out', '.built')

/** Ends the process with one line. */
export function fail(line) {
  console.error(`signalbox: ${line}`)
  process.exit(1)
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    fail(`Node 20.19 or newer is needed; this is ${process.versions.node}. See https://nodejs.org`)
}

/** Runs a command on this terminal; answers whether it succeeded. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options })
  if (error) console.error(`signalbox: ${command} cannot be run: ${error.message}`)
  return status === 0
}

/** npm as the command that started us knows it, else the one on the path. */
export function npm(args, options = {}) {
  const cli = process.env.npm_execpath
  if (cli && /\.c?js$/.test(cli)) return run(process.execPath, [cli, ...args], options)
  return run('npm', args, { shell: process.platform === 'win32', ...options })
}

/** Installs exactly what package-lock.json says, unless that has been done. */
export function installIfNeeded() {
  const installed = modified(join(root, 'node_modules', '.package-lock.json'))
  // npm writes the two files within moments of each other, in either order.
  if (installed > 0 && modified(join(root, 'package-lock.json')) <= installed + 2000) return
  console.log('Installing dependencies (npm ci)...')
  if (!npm(['ci', '--no-audit', '--no-fund'])) fail('the dependencies could not be installed; npm says why above.')
}

/** Builds unless the last build is newer than every source. */
export function buildIfNeeded() {
  const built = modified(buildStamp)
  const sources = ['src-main', 'src-renderer', 'src-shared', 'resources', 'package.json', 'electron.vite.config.ts']
  if (built > 0 && sources.every(source => newest(join(root, source)) <= built)) return
  console.log('Building...')
  if (!run(process.execPath, [join(root, '.tools', 'build.mjs')])) fail('the build failed; the reason is above.')
}

/** ms since the epoch, 0 when there is no such file. */
function modified(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0
}

function newest(path) {
  if (!existsSync(path)) return 0
  const facts = statSync(path)
  if (!facts.isDirectory()) return facts.mtimeMs
  // The folder's own time tells of files that were removed or renamed.
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), facts.mtimeMs)
}
