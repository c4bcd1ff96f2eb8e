import { resolve } from 'node:path'

/** Where the parts of a build lie. */
export interface Locations {
  readonly engine: string
  /** The folder of the page. */
  readonly page: string
  readonly preload: string
  /** The window's icon, a PNG file. */
  readonly icon: string
}

/** The parts of the build whose entries are in `entryFolder`: pass `import.meta.dirname` from an entry, not from a chunk. */
export function locations(entryFolder: string): Locations {
  return {
    engine: resolve(entryFolder, 'engine.js'),
    page: resolve(entryFolder, '../renderer'),
    preload: resolve(entryFolder, '../preload/preload.cjs'),
    icon: resolve(entryFolder, '../../resources/icons/signalbox.png')
  }
}
