// Bundles each test/bench/*.bench.ts and runs it in a process of its own; `npm run bench -- pipeline` runs one by name.
// A benchmark prints lines that end in `ok` or `MISSED`; they are repeated at the end. Only a crash fails the run.
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '..')
const folder = resolve(root, 'test/bench')
const output = resolve(root, 'out/bench')
const suffix = '.bench.ts'
const known = readdirSync(folder)
  .filter(file => file.endsWith(suffix))
  .map(file => file.slice(0, -suffix.length))
const asked = process.argv.slice(2)
const unknown = asked.filter(name => !known.includes(name))
if (unknown.length > 0) {
  console.error(`No benchmark named ${unknown.join(', ')}; there are: ${known.join(', ')}`)
  process.exit(1)
}

mkdirSync(output, { recursive: true })
const verdicts = []
const crashed = []
for (const name of asked.length > 0 ? asked : known) {
  console.log(`${name}`)
  const file = resolve(output, `${name}.mjs`)
  try {
    await bundle(name, file)
    await run(file)
  } catch (error) {
    crashed.push(name)
    console.error(`${name} crashed: ${error.message}`)
  }
}
console.log('\nSummary')
for (const verdict of verdicts) console.log(`  ${verdict}`)
for (const name of crashed) console.log(`  ${name}: CRASHED`)
process.exit(crashed.length > 0 ? 1 : 0)

function bundle(name, outfile) {
  return build({
    entryPoints: [resolve(folder, name + suffix)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    alias: {
      '@shared': resolve(root, 'src-shared'),
      '@main': resolve(root, 'src-main'),
      '@renderer': resolve(root, 'src-renderer')
    },
    sourcemap: 'inline',
    logLevel: 'warning'
  })
}

function run(file) {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ['--expose-gc', '--enable-source-maps', file], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit']
    })
    createInterface({ input: child.stdout }).on('line', line => {
      console.log(`  ${line}`)
      if (/ (ok|MISSED)$/.test(line)) verdicts.push(line)
    })
    child.on('error', fail)
    child.on('close', (code, signal) =>
      code === 0 ? done() : fail(new Error(`ended with ${signal ?? `code ${code}`}`))
    )
  })
}
