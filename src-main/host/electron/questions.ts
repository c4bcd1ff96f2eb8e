import { stat } from 'node:fs/promises'
import { basename, extname, isAbsolute, join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, shell, type IpcMainInvokeEvent } from 'electron'
import { z } from 'zod'
import { SignalboxError } from '@shared/base/errors'
import { desktopChannels, type ChosenPath } from '@shared/wire/desktop'
import type { BroughtFile } from '../engine-protocol'
import { newTicket } from '../ticket'
import type { PageOrigin } from './page-origin'

const fileNames: Readonly<Record<string, string>> = {
  '.csv': 'Comma-separated values',
  '.tsv': 'Tab-separated values',
  '.jsonl': 'JSON lines',
  '.parquet': 'Apache Parquet',
  '.duckdb': 'DuckDB database',
  '.arrow': 'Apache Arrow',
  '.mcap': 'MCAP',
  '.lp': 'InfluxDB line protocol',
  '.wav': 'WAV'
}
/** A name, not a path. */
const SuggestedName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/)
/** Paths that `showInFolder` remembers; the oldest are forgotten. */
const rememberedPaths = 1000

/** What the engine is told of the user's answers. */
export interface Told {
  /** A path that may be written. */
  grant(ticket: string, path: string): void
  /** A file that may be read. */
  bring(ticket: string, file: BroughtFile): void
}

/** Answers the page's three questions, and only the page's. */
export function answerQuestions(origin: PageOrigin, { grant, bring }: Told): void {
  const chosen = new Set<string>()

  ipcMain.handle(desktopChannels.choosePath, async (event, name: unknown): Promise<ChosenPath | null> => {
    const window = windowOf(event, origin)
    const suggested = SuggestedName.parse(name)
    const extension = extname(suggested)
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: join(app.getPath('documents'), suggested),
      filters: [{ name: fileNames[extension] ?? 'Files', extensions: [extension.slice(1) || '*'] }],
      properties: ['createDirectory', 'showOverwriteConfirmation']
    })
    if (canceled || !filePath) return null
    const ticket = newTicket()
    chosen.add(filePath)
    if (chosen.size > rememberedPaths) for (const oldest of [...chosen].slice(0, 1)) chosen.delete(oldest)
    grant(ticket, filePath)
    return { ticket, path: filePath }
  })

  ipcMain.handle(desktopChannels.bringFile, async (event, path: unknown): Promise<string> => {
    windowOf(event, origin)
    if (typeof path !== 'string' || !isAbsolute(path))
      throw new SignalboxError('bad-input', 'that is not a file of this computer')
    const { mtimeMs } = await stat(path)
    const ticket = newTicket()
    bring(ticket, { path, name: basename(path), modified: mtimeMs, isTemporary: false })
    return ticket
  })

  ipcMain.handle(desktopChannels.showInFolder, (event, path: unknown): void => {
    windowOf(event, origin)
    if (typeof path !== 'string' || !chosen.has(path))
      throw new SignalboxError('forbidden', 'only a file that was saved in this run can be shown')
    shell.showItemInFolder(path)
  })
}

/** The window that asks. @throws SignalboxError `forbidden` unless it is the main frame of one of our pages. */
function windowOf(event: IpcMainInvokeEvent, origin: PageOrigin): BrowserWindow {
  const frame = event.senderFrame
  const window = BrowserWindow.fromWebContents(event.sender)
  if (!window || !frame || frame !== event.sender.mainFrame || !origin.includes(frame.url))
    throw new SignalboxError('forbidden', 'only the page itself may ask')
  return window
}
