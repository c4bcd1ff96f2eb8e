/**
 * Aborts at the first Ctrl-C or SIGTERM, so that unfinished files are removed; the second Ctrl-C ends the process at
 * once.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  process.once('SIGTERM', abort)
  process.once('SIGINT', () => {
    abort()
    process.once('SIGINT', () => process.exit(130))
  })
  return controller.signal
}
