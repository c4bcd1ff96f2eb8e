import cliProgress from 'cli-progress'

/** A bar on the terminal's standard error; nothing where that is not a terminal. */
export function progressBar(): { update(fraction: number): void; stop(): void } {
  if (!process.stderr.isTTY) return { update() {}, stop() {} }
  const bar = new cliProgress.SingleBar(
    {
      format: '{bar} {percentage} % | {eta_formatted} left',
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true
    },
    cliProgress.Presets.shades_classic
  )
  bar.start(1, 0)
  return { update: fraction => bar.update(fraction), stop: () => bar.stop() }
}
