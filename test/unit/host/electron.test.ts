import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runDesktop } from '@main/host/electron/run'
import { mayOpenOutside } from '@main/host/electron/harden'
import { fileOf } from '@main/host/electron/page-protocol'
import { loadWindowState } from '@main/host/electron/window-state'
import { manualClock, type ManualClock } from '@shared/base/manual-clock'
import { desktopChannels } from '@shared/wire/desktop'
import { linkOverPort } from '@shared/wire/port-link'
import {
  app,
  asked,
  FakeUtilityProcess,
  FakeWindow,
  ipcMain,
  powerMonitor,
  resetElectron,
  StoppableEvent
} from '../../support/electron-stand-in'
import { settled } from '../../support/flow-collect'

vi.mock('electron', () => import('../../support/electron-stand-in'))

let folder: string
let clock: ManualClock
let log: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-electron-'))
  resetElectron(folder)
  clock = manualClock(1_000_000)
  log = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function start(): Promise<{ window: FakeWindow; engine: FakeUtilityProcess }> {
  await runDesktop({
    options: { port: 0, data: '/data', noOpen: false, open: ['sim:imu'] },
    locations: {
      engine: '/out/engine.js',
      page: '/out/renderer',
      preload: '/out/preload.cjs',
      icon: '/icons/signalbox.png'
    },
    clock,
    log: text => log.push(text)
  })
  await settled()
  const [window] = FakeWindow.all
  const [engine] = FakeUtilityProcess.all
  if (!window || !engine) throw new Error('no window or no engine')
  return { window, engine }
}
const ready = { type: 'ready' }

/** A question of the page, as ipcRenderer.invoke would ask it. */
async function invoke(channel: string, window: FakeWindow, argument: unknown, changes: object = {}): Promise<unknown> {
  const { webContents } = window
  const event = { sender: webContents, senderFrame: webContents.mainFrame, ...changes }
  return await ipcMain.handlers.get(channel)?.(event, argument)
}

describe('a window of the desktop app', () => {
  it('is isolated and sandboxed, with no way to Node', async () => {
    const { window } = await start()
    expect(app.sandboxed).toBe(true)
    expect(window.options.icon).toBe('/icons/signalbox.png')
    expect(window.options.webPreferences).toMatchObject({
      preload: '/out/preload.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false
    })
  })

  it('shows the page of its own scheme, once it is painted', async () => {
    const { window } = await start()
    expect(window.webContents.mainFrame.url).toBe('app://signalbox/index.html')
    expect(asked.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }
    ])
    expect(window.shown).toBe(false)
    window.emit('ready-to-show')
    expect(window.shown).toBe(true)
  })

  it('opens where it was, unless that screen is gone', async () => {
    const { window } = await start()
    window.maximize()
    window.close()
    const screen = { x: 0, y: 0, width: 1920, height: 1080 }
    const file = join(folder, 'window.json')
    expect(loadWindowState(file, [screen])).toEqual({
      bounds: { x: 10, y: 20, width: 1000, height: 700 },
      maximized: true
    })
    expect(loadWindowState(file, [{ ...screen, x: 5000 }])).toEqual({ maximized: true })
    writeFileSync(file, '{"bounds": 7}')
    expect(loadWindowState(file, [screen])).toEqual({ maximized: false })
  })

  it('navigates nowhere, opens nothing, attaches nothing', async () => {
    const { window } = await start()
    const { webContents } = window
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      const away = new StoppableEvent('https://evil.example/')
      webContents.emit(name, away)
      expect(away.prevented).toBe(true)
      const home = new StoppableEvent('app://signalbox/index.html#x')
      webContents.emit(name, home)
      expect(home.prevented).toBe(false)
    }
    const webview = new StoppableEvent()
    webContents.emit('will-attach-webview', webview)
    expect(webview.prevented).toBe(true)
    expect(webContents.windowOpenHandler?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' })
    expect(asked.openedOutside).toEqual([])
    expect(webContents.windowOpenHandler?.({ url: 'https://github.com/x' })).toEqual({ action: 'deny' })
    expect(asked.openedOutside).toEqual(['https://github.com/x'])
  })

  it.each([
    'http://github.com/',
    'https://github.com.evil.example/',
    'https://github.com@evil.example/',
    'https://user@github.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'nonsense'
  ])('does not hand %s to the browser', url => {
    expect(mayOpenOutside(url)).toBe(false)
  })

  it('is granted no permission but the clipboard and notifications, and no device', async () => {
    await start()
    const answers: Record<string, boolean> = {}
    for (const permission of ['media', 'geolocation', 'serial', 'notifications', 'clipboard-sanitized-write'])
      asked.permissionRequest?.({}, permission, allowed => (answers[permission] = allowed), {
        requestingUrl: 'app://signalbox/index.html'
      })
    expect(answers).toEqual({
      media: false,
      geolocation: false,
      serial: false,
      notifications: true,
      'clipboard-sanitized-write': true
    })
    expect(asked.permissionCheck?.({}, 'clipboard-sanitized-write', 'https://evil.example')).toBe(false)
    expect(asked.permissionCheck?.({}, 'notifications', 'https://evil.example')).toBe(false)
    expect(asked.permissionCheck?.({}, 'notifications', 'app://signalbox')).toBe(true)
    expect(asked.permissionCheck?.({}, 'usb', 'app://signalbox')).toBe(false)
    expect(asked.devicePermission?.()).toBe(false)
  })

  it('is loaded again when its process dies, less often when that goes on, and not after it was closed', async () => {
    const { window } = await start()
    const { webContents } = window
    const die = (reason: string): void => void webContents.emit('render-process-gone', {}, { reason })
    die('clean-exit')
    await clock.advance(60_000)
    expect(webContents.reloads).toBe(0)
    for (let death = 1; death <= 5; death++) {
      die('crashed')
      await clock.advance(1000)
    }
    expect(webContents.reloads).toBe(5)
    die('oom')
    window.close()
    await clock.advance(60_000)
    expect(webContents.reloads).toBe(5)
  })
})

describe("the desktop app's page", () => {
  it('comes from its folder alone, with the policy', async () => {
    await start()
    const answer = await asked.servePage?.(new Request('http://x/'))
    expect(answer?.status).toBe(404)
    const page = await asked.servePage?.({ url: 'app://signalbox/index.html', method: 'GET' } as Request)
    expect(await page?.text()).toBe('the file file:///out/renderer/index.html')
    expect(page?.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(page?.headers.get('content-type')).toBe('text/html')
    const post = await asked.servePage?.({ url: 'app://signalbox/index.html', method: 'POST' } as Request)
    expect(post?.status).toBe(404)
  })

  it.each([
    ['app://signalbox/', '/out/renderer/index.html'],
    ['app://signalbox/assets/a%20b.js', '/out/renderer/assets/a b.js'],
    ['app://signalbox/../../etc/passwd', '/out/renderer/etc/passwd'],
    ['app://signalbox/%2e%2e/secret', '/out/renderer/secret'],
    ['app://signalbox/..%2f..%2fsecret', undefined],
    ['app://signalbox/%00', undefined],
    ['app://signalbox/%zz', undefined],
    ['app://other/index.html', undefined]
  ])('%s is %s', (url, file) => {
    expect(fileOf(url, '/out/renderer')).toBe(file)
  })
})

describe('the engine of the desktop app', () => {
  it('is started with the options, and joined to a window by a port of their own', async () => {
    const { window, engine } = await start()
    expect(engine.script).toBe('/out/engine.js')
    expect(engine.told[0]).toMatchObject({
      type: 'start',
      options: { dataFolder: '/data', open: ['sim:imu'], resume: false }
    })
    window.webContents.load()
    expect(window.webContents.posted).toEqual([])
    engine.emit('message', ready)
    expect(window.webContents.posted.map(({ channel }) => channel)).toEqual([desktopChannels.port])
    const [page, inEngine] = [linkOverPort(window.webContents.posted[0]!.port), linkOverPort(engine.ports[0]!)]
    const heard = new Promise(resolve => inEngine.onMessage(resolve))
    page.send('hello')
    expect(await heard).toBe('hello')
    page.close()
  })

  it('gets a new port whenever a page is loaded again', async () => {
    const { window, engine } = await start()
    engine.emit('message', ready)
    window.webContents.load()
    window.webContents.load()
    expect([window.webContents.posted.length, engine.ports.length]).toEqual([2, 2])
  })

  it('is started again when it dies, and every window gets a new port', async () => {
    const { window, engine } = await start()
    window.webContents.load()
    engine.emit('message', ready)
    engine.emit('exit', 1)
    await clock.advance(1000)
    const next = FakeUtilityProcess.all[1]!
    expect(next.told[0]).toMatchObject({ type: 'start', options: { open: [], resume: true } })
    next.emit('message', ready)
    expect([window.webContents.posted.length, next.ports.length]).toEqual([2, 1])
    expect(log).toEqual(['The engine exited with code 1; it is started again in 0.1 s.'])
  })

  it('completes its captures before the app quits', async () => {
    const { window, engine } = await start()
    engine.emit('message', ready)
    window.close()
    expect(app.quits).toBe(0)
    expect(engine.told.at(-1)).toEqual({ type: 'shutdown' })
    app.quit()
    expect(engine.told.filter(({ type }) => type === 'shutdown').length).toBe(1)
    engine.emit('exit', 0)
    await settled()
    expect(app.quits).toBeGreaterThan(0)
    expect(FakeUtilityProcess.all.length).toBe(1)
  })

  it('is ended by force when it does not stop, so that the app can quit', async () => {
    const { engine } = await start()
    engine.emit('message', ready)
    const shutdown = new StoppableEvent()
    powerMonitor.emit('shutdown', shutdown)
    expect([shutdown.prevented, app.quits]).toEqual([true, 0])
    await clock.advance(15_000)
    expect(engine.killed).toBe(true)
    engine.emit('exit', 1)
    await settled()
    expect(app.quits).toBe(1)
  })

  it('keeps recording while nobody looks', async () => {
    await start()
    expect(asked.suspensionBlocked).toBe(true)
  })
})

describe('a question of the page', () => {
  it('where to save is answered by the user; the engine is granted the path, the page only its ticket', async () => {
    const { window, engine } = await start()
    engine.emit('message', ready)
    asked.saveAnswer = { canceled: false, filePath: '/home/u/run.csv' }
    const chosen = await invoke(desktopChannels.choosePath, window, 'run.csv')
    expect(asked.saveDialogs[0]).toEqual([
      window,
      expect.objectContaining({
        defaultPath: '/home/u/documents/run.csv',
        filters: [{ name: 'Comma-separated values', extensions: ['csv'] }]
      })
    ])
    expect(chosen).toEqual({ ticket: expect.stringMatching(/^[0-9a-f]{64}$/), path: '/home/u/run.csv' })
    expect(engine.told.at(-1)).toEqual({ type: 'grant', ...(chosen as object) })
  })

  it('is answered with nothing when the user cancels', async () => {
    const { window, engine } = await start()
    engine.emit('message', ready)
    expect(await invoke(desktopChannels.choosePath, window, 'run.csv')).toBeNull()
    expect(engine.told.some(({ type }) => type === 'grant')).toBe(false)
  })

  it.each(['../run.csv', '/etc/passwd', '', '.bashrc', 7, null])('is refused for the name %j', async name => {
    const { window } = await start()
    await expect(invoke(desktopChannels.choosePath, window, name)).rejects.toThrow()
    expect(asked.saveDialogs).toEqual([])
  })

  it('to show a file is answered only for one that was saved in this run', async () => {
    const { window } = await start()
    asked.saveAnswer = { canceled: false, filePath: '/home/u/run.csv' }
    await invoke(desktopChannels.choosePath, window, 'run.csv')
    await invoke(desktopChannels.showInFolder, window, '/home/u/run.csv')
    await expect(invoke(desktopChannels.showInFolder, window, '/etc/passwd')).rejects.toThrow('saved in this run')
    expect(asked.shownInFolder).toEqual(['/home/u/run.csv'])
  })

  it('is answered to the main frame of our page alone', async () => {
    const { window } = await start()
    const { webContents } = window
    const frames = [null, { url: 'app://signalbox/index.html' }, { url: 'https://evil.example/' }]
    for (const senderFrame of frames)
      await expect(invoke(desktopChannels.choosePath, window, 'run.csv', { senderFrame })).rejects.toThrow(
        'page itself'
      )
    await expect(invoke(desktopChannels.choosePath, window, 'run.csv', { sender: {} })).rejects.toThrow('page itself')
    webContents.mainFrame.url = 'https://evil.example/'
    await expect(invoke(desktopChannels.choosePath, window, 'run.csv')).rejects.toThrow('page itself')
  })
})

describe('the desktop app', () => {
  it('runs once: a second start shows the first window', async () => {
    const { window } = await start()
    window.minimized = true
    app.emit('second-instance')
    expect([window.minimized, window.focused]).toEqual([false, true])
  })

  it('quits at once when another instance has the lock', async () => {
    app.hasLock = false
    await expect(start()).rejects.toThrow('no window')
    expect(app.quits).toBe(1)
    expect(FakeUtilityProcess.all).toEqual([])
  })

  it('has a menu', async () => {
    await start()
    expect(asked.menus[0]?.map(({ label, role }) => label ?? role)).toEqual(
      expect.arrayContaining(['&File', 'editMenu', '&View', 'windowMenu'])
    )
  })
})

describe('a data folder that is used already', () => {
  it('is said in a window with what to do, and ends the app', async () => {
    const { engine } = await start()
    const problem = { code: 'busy', message: 'the data folder is used', remedy: 'Choose another.' }
    engine.emit('message', { type: 'refused', problem })
    engine.emit('exit', 1)
    await settled()
    expect(asked.errorBoxes).toEqual([['Signalbox cannot start', 'the data folder is used.\n\nChoose another.']])
    expect([app.exitCode, FakeUtilityProcess.all.length]).toEqual([1, 1])
    expect(log).toContain('the data folder is used. Choose another.')
  })
})
