import { mkdirSync, rmSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '../..')

/**
 * Bundles a TypeScript file into one that Node can run as a process of its own, and answers its path. It lies in
 * node_modules/.cache, so that its packages are found, until this process ends.
 */
export async function buildScript(file: string): Promise<string> {
  const folder = resolve(root, 'node_modules/.cache/signalbox-test', String(process.pid))
  mkdirSync(folder, { recursive: true })
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const outfile = resolve(folder, basename(file).replace(/\.ts$/, '.mjs'))
  await build({
    entryPoints: [resolve(root, file)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '@shared': resolve(root, 'src-shared'), '@main': resolve(root, 'src-main') },
    logLevel: 'error'
  })
  return outfile
}
