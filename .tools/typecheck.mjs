// Type-checks every part of the tree with its own globals; `node .tools/typecheck.mjs src-shared test` checks only these.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const asked = process.argv.slice(2)
const projects = asked.length > 0 ? asked : ['src-shared', 'src-main', 'src-main/preload', 'src-renderer', 'test']
let failed = false
for (const project of projects) {
  const config = resolve(root, project, 'tsconfig.json')
  if (!existsSync(config)) throw new Error(`${project} has no tsconfig.json`)
  const run = spawnSync(
    process.execPath,
    [resolve(root, 'node_modules/vue-tsc/bin/vue-tsc.js'), '--noEmit', '-p', config],
    { stdio: 'inherit' }
  )
  if (run.status !== 0) failed = true
}
process.exit(failed ? 1 : 0)
