import { watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/** A build writes its files in several steps, ms. */
const settled = 300

/** While developing: calls back whenever the built file was written anew. Watches until the process ends. */
export function watchBuild(file: string, onRebuilt: () => void): void {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(dirname(file), (_event, name) => {
    if (name !== basename(file)) return
    clearTimeout(timer)
    timer = setTimeout(onRebuilt, settled)
  })
  watcher.unref()
}
