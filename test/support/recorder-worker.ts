import { mkdirSync, mkdtempSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '../..')

/**
 * Bundles a program of this tree for plain Node, as the product's build does, and answers where it lies: below the root,
 * so that it finds its native packages.
 */
export async function bundleProgram(entry: string): Promise<URL> {
  const parent = join(root, 'out/test')
  mkdirSync(parent, { recursive: true })
  const outfile = join(mkdtempSync(join(parent, 'program-')), 'program.mjs')
  await build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '@shared': join(root, 'src-shared'), '@main': join(root, 'src-main') },
    logLevel: 'error'
  })
  return pathToFileURL(outfile)
}

/** The capture store's thread. */
export function bundleRecorder(): Promise<URL> {
  return bundleProgram('src-main/entry/recorder.ts')
}
