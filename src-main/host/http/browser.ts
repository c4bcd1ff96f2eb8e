import open from 'open'

/** Why no browser can be opened here, or null when one may be. */
export function whyNoBrowser(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>
): string | null {
  const display = environment.DISPLAY || environment.WAYLAND_DISPLAY
  return platform === 'linux' && !display && !environment.WSL_DISTRO_NAME ? 'there is no display' : null
}

/** Opens the user's browser. Failing is no more than a line. */
export async function openBrowser(url: string, say: (line: string) => void): Promise<void> {
  const failed = (error: unknown): void =>
    say(
      `No browser could be opened (${error instanceof Error ? error.message : String(error)}): open the address above.`
    )
  const why = whyNoBrowser(process.platform, process.env)
  if (why !== null) return failed(why)
  try {
    const child = await open(url)
    child.on('error', failed)
    child.unref()
  } catch (error) {
    failed(error)
  }
}
