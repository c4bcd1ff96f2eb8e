import { EventEmitter } from 'node:events'
import { MessageChannelMain, type MessagePortMain } from './electron-ports'

/*
 * The part of the `electron` module that the desktop host uses, without windows: it keeps what it was asked for and
 * lets a test raise what the system would. Use: `vi.mock('electron', () => standIn)`.
 */

type Handler = (event: unknown, ...args: unknown[]) => unknown

/** An event that remembers whether somebody prevented it. */
export class StoppableEvent {
  prevented = false
  constructor(readonly url = '') {}
  preventDefault(): void {
    this.prevented = true
  }
}

export class FakeWebContents extends EventEmitter {
  readonly mainFrame = { url: '' }
  readonly posted: { channel: string; port: MessagePortMain }[] = []
  reloads = 0
  windowOpenHandler: ((details: { url: string }) => { action: string }) | undefined

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler
  }
  postMessage(channel: string, _message: unknown, [port]: MessagePortMain[]): void {
    this.posted.push({ channel, port: port! })
  }
  reload(): void {
    this.reloads++
  }
  /** The page has been loaded. */
  load(): void {
    this.emit('did-finish-load')
  }
}

export class FakeWindow extends EventEmitter {
  static all: FakeWindow[] = []
  static getAllWindows(): FakeWindow[] {
    return FakeWindow.all
  }
  static fromWebContents(contents: FakeWebContents): FakeWindow | null {
    return FakeWindow.all.find(window => window.webContents === contents) ?? null
  }
  readonly webContents = new FakeWebContents()
  shown = false
  focused = false
  minimized = false
  maximized = false

  constructor(readonly options: { webPreferences: Record<string, unknown> } & Record<string, unknown>) {
    super()
    FakeWindow.all.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  async loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url
  }
  show(): void {
    this.shown = true
  }
  focus(): void {
    this.focused = true
  }
  isMinimized(): boolean {
    return this.minimized
  }
  restore(): void {
    this.minimized = false
  }
  maximize(): void {
    this.maximized = true
  }
  isMaximized(): boolean {
    return this.maximized
  }
  getNormalBounds(): object {
    return { x: 10, y: 20, width: 1000, height: 700 }
  }
  /** The user closes it. */
  close(): void {
    this.emit('close')
    FakeWindow.all = FakeWindow.all.filter(window => window !== this)
    this.emit('closed')
    if (FakeWindow.all.length === 0) app.emit('window-all-closed')
  }
}

export class FakeUtilityProcess extends EventEmitter {
  static all: FakeUtilityProcess[] = []
  readonly told: { type: string; [field: string]: unknown }[] = []
  readonly ports: MessagePortMain[] = []
  readonly pid = undefined
  killed = false

  constructor(
    readonly script: string,
    readonly options: unknown
  ) {
    super()
    FakeUtilityProcess.all.push(this)
  }
  postMessage(message: { type: string }, ports: MessagePortMain[] = []): void {
    this.told.push(message)
    this.ports.push(...ports)
  }
  kill(): boolean {
    this.killed = true
    return true
  }
}

class FakeApp extends EventEmitter {
  isPackaged = true
  hasLock = true
  sandboxed = false
  quits = 0
  exitCode: number | undefined
  userData = ''
  whenReady = async (): Promise<void> => undefined
  requestSingleInstanceLock = (): boolean => this.hasLock
  enableSandbox = (): void => void (this.sandboxed = true)
  getPath = (name: string): string => (name === 'userData' ? this.userData : `/home/u/${name}`)
  /** As Electron does: asks first, and counts only what nobody prevented. */
  quit = (): void => {
    const event = new StoppableEvent()
    this.emit('before-quit', event)
    if (!event.prevented) this.quits++
  }
  exit = (code: number): void => void (this.exitCode = code)
}
export const app = new FakeApp()

class FakeIpcMain {
  readonly handlers = new Map<string, Handler>()
  handle(channel: string, handler: Handler): void {
    this.handlers.set(channel, handler)
  }
}
export const ipcMain = new FakeIpcMain()

export const asked = {
  saveDialogs: [] as unknown[][],
  saveAnswer: { canceled: true, filePath: '' },
  openedOutside: [] as string[],
  shownInFolder: [] as string[],
  errorBoxes: [] as [string, string][],
  menus: [] as { label?: string; role?: string }[][],
  schemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
  suspensionBlocked: false,
  permissionRequest: undefined as
    | ((
        contents: unknown,
        permission: string,
        answer: (allowed: boolean) => void,
        details: { requestingUrl: string }
      ) => void)
    | undefined,
  permissionCheck: undefined as ((contents: unknown, permission: string, origin: string) => boolean) | undefined,
  devicePermission: undefined as (() => boolean) | undefined,
  servePage: undefined as ((request: Request) => Promise<Response>) | undefined
}

/** Everything as it was before the first window. */
export function resetElectron(userData: string): void {
  app.removeAllListeners()
  Object.assign(app, { isPackaged: true, hasLock: true, sandboxed: false, quits: 0, exitCode: undefined, userData })
  FakeWindow.all = []
  FakeUtilityProcess.all = []
  ipcMain.handlers.clear()
  powerMonitor.removeAllListeners()
  Object.assign(asked, {
    saveDialogs: [],
    saveAnswer: { canceled: true, filePath: '' },
    openedOutside: [],
    shownInFolder: [],
    errorBoxes: [],
    menus: [],
    schemes: [],
    suspensionBlocked: false
  })
}

export const dialog = {
  async showSaveDialog(...args: unknown[]): Promise<{ canceled: boolean; filePath: string }> {
    asked.saveDialogs.push(args)
    return asked.saveAnswer
  },
  showErrorBox: (title: string, content: string): void => void asked.errorBoxes.push([title, content])
}
export const shell = {
  openExternal: async (url: string): Promise<void> => void asked.openedOutside.push(url),
  showItemInFolder: (path: string): void => void asked.shownInFolder.push(path),
  openPath: async (): Promise<string> => ''
}
export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: typeof asked.permissionRequest): void =>
      void (asked.permissionRequest = handler),
    setPermissionCheckHandler: (handler: typeof asked.permissionCheck): void => void (asked.permissionCheck = handler),
    setDevicePermissionHandler: (handler: typeof asked.devicePermission): void =>
      void (asked.devicePermission = handler)
  }
}
export const protocol = {
  registerSchemesAsPrivileged: (schemes: typeof asked.schemes): void => void asked.schemes.push(...schemes),
  handle: (_scheme: string, handler: typeof asked.servePage): void => void (asked.servePage = handler)
}
export const net = {
  fetch: async (url: string): Promise<Response> =>
    new Response(`the file ${url}`, { headers: { 'Content-Type': 'text/html' } })
}
export const utilityProcess = {
  fork: (script: string, _args: string[], options: unknown): FakeUtilityProcess =>
    new FakeUtilityProcess(script, options)
}
export const Menu = {
  buildFromTemplate: (template: { label?: string; role?: string }[]): unknown => template,
  setApplicationMenu: (menu: { label?: string; role?: string }[]): void => void asked.menus.push(menu)
}
export const powerMonitor = new EventEmitter()
export const powerSaveBlocker = {
  start: (): number => {
    asked.suspensionBlocked = true
    return 1
  }
}
export const screen = { getAllDisplays: (): object[] => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] }
export { FakeWindow as BrowserWindow, MessageChannelMain }
