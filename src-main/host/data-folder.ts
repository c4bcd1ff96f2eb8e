import { posix, win32 } from 'node:path'

/** The parts of the system the convention depends on. */
export interface Place {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/**
 * Where captures go unless `--data` says otherwise: `$XDG_DATA_HOME/signalbox` (an absolute path, as the XDG Base
 * Directory Specification asks) or `~/.local/share/signalbox`; on macOS `~/Library/Application Support/signalbox`; on
 * Windows `%LOCALAPPDATA%\signalbox`, because captures are too large to roam.
 */
export function defaultDataFolder({ platform, home, environment }: Place): string {
  if (platform === 'win32')
    return win32.join(environment.LOCALAPPDATA || win32.join(home, 'AppData', 'Local'), 'signalbox')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'signalbox')
  const data = environment.XDG_DATA_HOME
  return posix.join(data && posix.isAbsolute(data) ? data : posix.join(home, '.local', 'share'), 'signalbox')
}
