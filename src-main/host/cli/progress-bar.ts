import cliProgress from 'cli-progress'

/** A bar on the terminal's standard error, or a count where the whole is not known; nothing where that is no terminal. */
export function progressBar(): { update(done: number, whole: number): void; stop(): void } {
  if (!process.stderr.isTTY) return { update() {}, stop() {} }
  const shared = { stream: process.stderr, clearOnComplete: true, hideCursor: true }
  let bar: cliProgress.SingleBar | undefined
  return {
    update(done, whole) {
      if (!bar) {
        const format = whole > 0 ? '{bar} {percentage} % | {eta_formatted} left' : '{megabytes} MB read'
        bar = new cliProgress.SingleBar({ ...shared, format }, cliProgress.Presets.shades_classic)
        bar.start(whole > 0 ? whole : Number.MAX_SAFE_INTEGER, done, { megabytes: '0' })
      }
      bar.update(done, { megabytes: (done / 1e6).toFixed(1) })
    },
    stop: () => bar?.stop()
  }
}
