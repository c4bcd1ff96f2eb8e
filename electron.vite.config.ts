import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

const root = import.meta.dirname
const alias = {
  '@shared': resolve(root, 'src-shared'),
  '@main': resolve(root, 'src-main'),
  '@renderer': resolve(root, 'src-renderer')
}
const entry = (name: string): string => resolve(root, `src-main/entry/${name}.ts`)

// Dependencies stay outside the bundle (electron-vite does that by itself), because two of them are native.
export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      target: 'node20.19',
      sourcemap: true,
      rollupOptions: {
        input: {
          electron: entry('electron'),
          headless: entry('headless'),
          cli: entry('cli'),
          engine: entry('engine'),
          recorder: entry('recorder'),
          maker: entry('maker'),
          query: entry('query')
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' }
      }
    }
  },
  preload: {
    resolve: { alias },
    build: {
      rollupOptions: {
        input: { preload: resolve(root, 'src-main/preload/preload.ts') },
        // A sandboxed preload script is loaded as CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: resolve(root, 'src-renderer'),
    resolve: { alias },
    plugins: [vue()],
    build: {
      target: 'chrome120',
      rollupOptions: {
        input: { index: resolve(root, 'src-renderer/index.html') },
        // jsPDF would load these to print HTML, which nobody asks it for.
        external: ['html2canvas', 'dompurify', 'canvg'],
        onwarn(warning, warn) {
          // zod explains its annotations in comments that look like annotations.
          if (warning.code !== 'INVALID_ANNOTATION' || !warning.id?.includes('node_modules')) warn(warning)
        }
      }
    }
  }
})
