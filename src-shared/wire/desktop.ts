/** What the desktop app gives its page beside the port: `window.signalbox`. In a browser it is not there. */
export interface DesktopBridge {
  /** Asks the user where to save. Null when they cancelled. The ticket goes into the export's `grant`. */
  choosePath(suggestedName: string): Promise<ChosenPath | null>
  /** Lets the engine read a file that the user chose or dropped, the page's `File`. Answers its ticket for calls. */
  bringFile(file: object): Promise<string>
  /** Shows a file that `choosePath` gave in the system's file manager; any other path is refused. */
  showInFolder(path: string): Promise<void>
}

export interface ChosenPath {
  /** Names the path to the engine, once; the page itself can make no path writable. */
  readonly ticket: string
  readonly path: string
}

/** The channels between the desktop app's main process and its preload script. */
export const desktopChannels = {
  port: 'signalbox:port',
  choosePath: 'signalbox:choose-path',
  bringFile: 'signalbox:bring-file',
  showInFolder: 'signalbox:show-in-folder'
} as const

/** What preload script and page say to each other through `window.postMessage`. */
export const pageMessages = {
  /** From the page: ports are welcome now. */
  listening: 'signalbox:listening',
  /** To the page, with one port: a link to the engine. */
  port: 'signalbox:port'
} as const
