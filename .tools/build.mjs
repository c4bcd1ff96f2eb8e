// Builds everything into out/ and makes `npx signalbox` find the result.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildStamp, fail, root } from './install.mjs'

const built = spawnSync(
  process.execPath,
  [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
  { cwd: root, stdio: 'inherit' }
)
if (built.status !== 0) process.exit(built.status ?? 1)
linkCommand()
writeFileSync(buildStamp, `${new Date().toISOString()}\n`)

/** npm links a package's commands into its dependents only; this links ours into our own node_modules/.bin. */
function linkCommand() {
  const cli = join(root, 'out/main/cli.js')
  if (!existsSync(cli)) return fail('the build made no out/main/cli.js')
  chmodSync(cli, 0o755)
  const folder = join(root, 'node_modules/.bin')
  mkdirSync(folder, { recursive: true })
  if (process.platform === 'win32') {
    writeFileSync(join(folder, 'signalbox.cmd'), '@node "%~dp0\\..\\..\\out\\main\\cli.js" %*\r\n')
    return
  }
  const link = join(folder, 'signalbox')
  if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link)
  symlinkSync('../../out/main/cli.js', link)
}
