import { app, BrowserWindow, dialog, Menu, MessageChannelMain, powerMonitor, powerSaveBlocker } from 'electron'
import type { Clock } from '@shared/base/clock'
import { desktopChannels } from '@shared/wire/desktop'
import type { Locations } from '../locations'
import type { ServeOptions } from '../serve-options'
import { supervise, type Supervisor } from '../supervisor'
import { version } from '../version'
import { watchBuild } from '../watch-build'
import { harden } from './harden'
import { buildMenu } from './menu'
import { pageOrigin } from './page-origin'
import { declarePageScheme, servePage } from './page-protocol'
import { answerQuestions } from './questions'
import { startUtilityEngine, type UtilityEngine } from './utility-engine'
import { openWindow } from './windows'

export interface DesktopParts {
  readonly options: ServeOptions
  readonly locations: Locations
  readonly clock: Clock
  log(text: string): void
}

/** The desktop app, from the first line to the last window. Call it in the first turn, before Electron is ready. */
export async function runDesktop(parts: DesktopParts): Promise<void> {
  if (!app.requestSingleInstanceLock()) return app.quit()
  app.enableSandbox()
  declarePageScheme()
  app.on('second-instance', showExistingWindow)
  await app.whenReady()

  const devUrl = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
  const origin = pageOrigin(devUrl)
  harden(origin)
  servePage(parts.locations.page)
  const supervisor = superviseEngine(parts)
  supervisor.onRefused(({ message, remedy }) => {
    parts.log(`${message}. ${remedy}`)
    dialog.showErrorBox('Signalbox cannot start', `${message}.\n\n${remedy}`)
    app.exit(1)
  })
  if (devUrl) watchBuild(parts.locations.engine, () => supervisor.restart())
  answerQuestions(origin, {
    grant: (ticket, path) => supervisor.engine?.tell({ type: 'grant', ticket, path }),
    bring: (ticket, file) => supervisor.engine?.tell({ type: 'file', ticket, file })
  })
  // Recording goes on while nobody looks; the screen may sleep.
  powerSaveBlocker.start('prevent-app-suspension')
  stopWithTheApp(supervisor, parts)

  const loaded = new Set<BrowserWindow>()
  function open(): void {
    const window = openWindow({
      origin,
      preload: parts.locations.preload,
      icon: parts.locations.icon,
      clock: parts.clock,
      log: parts.log,
      onLoaded(window) {
        loaded.add(window)
        if (supervisor.engine) join(window, supervisor.engine)
      }
    })
    window.on('closed', () => loaded.delete(window))
  }
  supervisor.onReady(engine => {
    for (const window of loaded) join(window, engine)
  })
  Menu.setApplicationMenu(buildMenu({ openWindow: open, dataFolder: parts.options.data }))
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) open()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  open()
}

function superviseEngine({ options, locations, clock, log }: DesktopParts): Supervisor<UtilityEngine> {
  return supervise<UtilityEngine>({
    spawn: () => startUtilityEngine(locations.engine),
    options: { dataFolder: options.data, open: [...options.open], version, resume: false },
    clock,
    log: (_level, text) => log(text)
  })
}

/** Gives the page of a window a port to the engine; neither's bytes pass through this process. */
function join(window: BrowserWindow, engine: UtilityEngine): void {
  const { port1, port2 } = new MessageChannelMain()
  engine.join(port2)
  window.webContents.postMessage(desktopChannels.port, null, [port1])
}

function showExistingWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window?.isMinimized()) window.restore()
  window?.focus()
}

/** The app quits only after the engine has completed its captures. */
function stopWithTheApp(supervisor: Supervisor<UtilityEngine>, { log }: DesktopParts): void {
  let stopped = false
  app.on('before-quit', event => {
    if (stopped) return
    event.preventDefault()
    supervisor
      .stop()
      .catch((error: unknown) => log(`The engine did not stop cleanly: ${String(error)}`))
      .finally(() => {
        stopped = true
        app.quit()
      })
  })
  // The event is missing from Electron's types, but documented.
  powerMonitor.on('shutdown', (...[event]: { preventDefault(): void }[]) => {
    event?.preventDefault()
    app.quit()
  })
}
