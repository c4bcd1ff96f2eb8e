import { mkdirSync, renameSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '../..')

/**
 * Bundles a TypeScript file into one that Node can run as a process of its own, and answers its path. It lies in
 * node_modules/.cache, so that its packages are found.
 */
export async function buildScript(file: string): Promise<string> {
  const folder = resolve(root, 'node_modules/.cache/signalbox-test')
  mkdirSync(folder, { recursive: true })
  const script = resolve(folder, basename(file).replace(/\.ts$/, '.mjs'))
  // Another test process may be building or running the same script: it is put in place as a whole.
  const unfinished = `${script}.${process.pid}`
  await build({
    entryPoints: [resolve(root, file)],
    outfile: unfinished,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '@shared': resolve(root, 'src-shared'), '@main': resolve(root, 'src-main') },
    logLevel: 'error'
  })
  renameSync(unfinished, script)
  return script
}
