// `npm test`: everything there is to check, from a clean clone.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, installIfNeeded, npm, requireNode, root, run } from './install.mjs'

requireNode()
installIfNeeded()

const bin = path => join(root, 'node_modules', path)
const node = (...args) => run(process.execPath, args)
let passed = 0
let failed = 0

await step('browser and virtual serial ports', needTools)
await step('build', () => npm(['run', '--silent', 'build']))
// Those that take longest come first.
await together([
  ['types of tests', '.tools/typecheck.mjs', 'test'],
  ['lint', bin('eslint/bin/eslint.js'), '--config', '.config/eslint.config.js', '--max-warnings', '0', '.'],
  ['formatting', bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  ['types of the page', '.tools/typecheck.mjs', 'src-renderer'],
  ['types of the engine', '.tools/typecheck.mjs', 'src-shared', 'src-main', 'src-main/preload']
])
await step('tests', runTests)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

async function step(name, work) {
  const started = Date.now()
  console.log(`== ${name}`)
  const good = await work()
  if (good) passed++
  else failed++
  console.log(`== ${name}: ${good ? 'good' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)`)
}

/** Checks that are one process each, as many at once as there are cores; what one says is printed when it has ended. */
async function together(checks) {
  const waiting = [...checks]
  const workers = Array.from({ length: Math.max(2, availableParallelism()) }, async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) await checkWith(check)
  })
  await Promise.all(workers)
}

async function checkWith([name, ...args]) {
  const started = Date.now()
  const child = spawn(process.execPath, args, { cwd: root })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said += text))
  const [code] = await once(child, 'close')
  if (code === 0) passed++
  else failed++
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  console.log(`== ${name}\n${said}== ${name}: ${code === 0 ? 'good' : 'FAILED'} (${seconds} s)`)
}

/** All of vitest's tests, each counted; the step itself fails with any of them. */
function runTests() {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-test-'))
  const report = join(folder, 'vitest.json')
  try {
    const good = node(
      bin('vitest/vitest.mjs'),
      'run',
      '--config',
      '.config/vitest.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...process.argv.slice(2)
    )
    if (!existsSync(report)) return false
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'))
    passed += numPassedTests
    failed += numFailedTests
    return good
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Chromium for the page, socat for pseudo-terminals: installed where that can be done, else named. */
function needTools() {
  const packages = [
    ...(findChromium() ? [] : ['chromium']),
    ...(process.platform === 'win32' || onPath('socat') ? [] : ['socat'])
  ]
  if (packages.length > 0 && process.getuid?.() === 0 && onPath('apt-get')) {
    console.log(`Installing ${packages.join(' and ')} with apt-get...`)
    const environment = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    run('apt-get', ['update', '-qq'], environment)
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], environment)
  }
  if (!findChromium()) {
    console.log("Installing Playwright's Chromium...")
    node(bin('playwright-core/cli.js'), 'install', 'chromium')
  }
  const missing = [
    ...(findChromium() ? [] : ['Chromium (or set CHROMIUM to its path)']),
    ...(process.platform === 'win32' || onPath('socat') ? [] : ['socat'])
  ]
  if (missing.length === 0) return true
  return fail(`the tests need ${missing.join(' and ')}: install it and run npm test again.`)
}

function findChromium() {
  if (process.env.CHROMIUM) return existsSync(process.env.CHROMIUM)
  if (['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'].some(onPath)) return true
  const { chromium } = createRequire(join(root, 'package.json'))('playwright-core')
  return existsSync(chromium.executablePath())
}

function onPath(command) {
  const finder = process.platform === 'win32' ? 'where' : 'which'
  return spawnSync(finder, [command], { stdio: 'ignore' }).status === 0
}
