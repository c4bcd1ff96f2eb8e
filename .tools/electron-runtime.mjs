// Whether the desktop app can run here, and where its runtime is.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './install.mjs'

const folder = join(root, 'node_modules', 'electron')
/** Remembers that fetching failed, so that the next start does not wait for it again. */
const failureNote = join(root, 'node_modules', '.cache', 'signalbox-electron-failed')
const failureLife = 24 * 3_600_000
const fetchSeconds = 60

/** The path of the runtime's binary, or undefined when it is not installed. */
export function electronBinary() {
  const note = join(folder, 'path.txt')
  if (!existsSync(note)) return undefined
  const binary = join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'dist'),
    readFileSync(note, 'utf8').trim()
  )
  return existsSync(binary) ? binary : undefined
}

/** Why a window cannot be opened here at all; undefined when it can. */
export function whyNoWindow() {
  if (process.platform !== 'linux') return undefined
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display'
  if (process.getuid?.() === 0) return 'Electron does not run as root with its sandbox on'
  return undefined
}

/** The runtime, fetched first when it is missing: `{ binary }`, or `{ why }` there is none. */
export async function requireElectron({ retry = false } = {}) {
  const why = whyNoWindow()
  if (why) return { why }
  const there = electronBinary()
  if (there) return { binary: there }
  if (!retry && existsSync(failureNote) && Date.now() - statSync(failureNote).mtimeMs < failureLife)
    return { why: 'the Electron runtime could not be fetched within the last day (--retry-electron tries again)' }
  console.log(`Fetching the Electron runtime (up to ${fetchSeconds} s)...`)
  const problem = await fetchRuntime()
  const binary = electronBinary()
  if (binary && !problem) {
    rmSync(failureNote, { force: true })
    return { binary }
  }
  mkdirSync(join(failureNote, '..'), { recursive: true })
  writeFileSync(failureNote, `${problem}\n`)
  return { why: `the Electron runtime could not be fetched (${problem ?? 'it is not where it should be'})` }
}

/** Runs Electron's own installer for a bounded time; answers what went wrong, undefined when nothing did. */
function fetchRuntime() {
  return new Promise(resolve => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe']
    })
    let said = ''
    child.stderr.on('data', chunk => {
      said = (said + chunk).slice(-4096)
    })
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      // Half a runtime must not be taken for a whole one.
      rmSync(join(folder, 'path.txt'), { force: true })
      resolve(`it took longer than ${fetchSeconds} s`)
    }, fetchSeconds * 1000)
    child.on('error', error => {
      clearTimeout(timer)
      resolve(error.message)
    })
    child.on('close', code => {
      clearTimeout(timer)
      resolve(code === 0 ? undefined : firstError(said))
    })
  })
}

function firstError(text) {
  const line = text.split('\n').find(line => /error/i.test(line)) ?? text.split('\n')[0] ?? ''
  return (
    line
      .trim()
      .replace(/\s*at .*$/, '')
      .slice(0, 160) || 'its installer failed'
  )
}
