import { join } from 'node:path'
import { app, BrowserWindow, screen } from 'electron'
import type { Clock } from '@shared/base/clock'
import { coroutine } from '@shared/flow/coroutine'
import { restartDelays, type RestartDelay } from '../restart-delays'
import type { PageOrigin } from './page-origin'
import { loadWindowState, saveWindowState } from './window-state'

export interface WindowParts {
  readonly origin: PageOrigin
  readonly preload: string
  /** The window's icon where it is not the application's own (Linux), a PNG file. */
  readonly icon: string
  readonly clock: Clock
  /** Called whenever the page of a window has been loaded: it needs a port. */
  onLoaded(window: BrowserWindow): void
  log(text: string): void
}

/** Opens a window with the page: sandboxed, isolated, where it was the last time. */
export function openWindow(parts: WindowParts): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json')
  const state = loadWindowState(
    stateFile,
    screen.getAllDisplays().map(display => display.workArea)
  )
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    ...state.bounds,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Signalbox',
    icon: parts.icon,
    webPreferences: {
      preload: parts.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Live data must not stop because another window covers this one.
      backgroundThrottling: false
    }
  })
  if (state.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () =>
    saveWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() })
  )
  window.webContents.on('did-finish-load', () => parts.onLoaded(window))
  reloadWhenGone(window, parts)
  // Rejects when the load is interrupted, by a reload for one; the window shows what happened.
  window.loadURL(parts.origin.url).catch((error: unknown) => parts.log(`The page was not loaded: ${String(error)}`))
  return window
}

/** Loads the page again when its process has died, less and less often when that keeps happening. */
function reloadWhenGone(window: BrowserWindow, { clock, log }: WindowParts): void {
  const delays = coroutine<number, RestartDelay>('reload delays', restartDelays)
  const over = new AbortController()
  let born = clock.now()
  window.on('closed', () => over.abort())
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const { delay } = delays.send(clock.now() - born)
    log(`The page's process is gone (${reason}); it is loaded again in ${delay / 1000} s.`)
    clock.sleep(delay, over.signal).then(
      () => {
        born = clock.now()
        window.webContents.reload()
      },
      () => undefined // the window was closed in the meantime
    )
  })
}
