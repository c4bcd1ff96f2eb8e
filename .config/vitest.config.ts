import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './longest-first'

const root = resolve(import.meta.dirname, '..')

/** Files that start processes, open databases, measure memory or replace modules: each gets a process of its own. */
const apart = [
  'test/unit/{captures,devices,host,services}/**/*.test.ts',
  'test/{conformance,memory}/**/*.test.ts',
  'test/unit/signal/pyramid-memory.test.ts'
]

export default defineConfig({
  root,
  resolve: {
    alias: {
      '@shared': resolve(root, 'src-shared'),
      '@main': resolve(root, 'src-main'),
      '@renderer': resolve(root, 'src-renderer')
    }
  },
  esbuild: { target: 'node20' },
  test: {
    pool: 'forks',
    execArgv: ['--expose-gc'],
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      // How long a page takes to paint is up to the machine.
      { extends: true, test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 60_000 } },
      { extends: true, test: { name: 'apart', include: apart } },
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/{unit,laws}/**/*.test.ts'],
          exclude: apart,
          // They keep nothing, and starting a process for each took more than half of their time: 97 s of CPU, now 43.
          isolate: false
        }
      }
    ]
  }
})
