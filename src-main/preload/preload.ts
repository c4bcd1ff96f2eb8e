import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { desktopChannels, pageMessages, type DesktopBridge } from '@shared/wire/desktop'

/*
 * Hands ports to the page and offers it three questions to the main process; nothing else crosses.
 * A port may come before the page's script listens: it waits here, and a newer one replaces it.
 */
let waiting: MessagePort | undefined
let listening = false

function handOver(): void {
  if (!listening || !waiting) return
  const port = waiting
  waiting = undefined
  window.postMessage(pageMessages.port, window.location.origin, [port])
}

ipcRenderer.on(desktopChannels.port, event => {
  waiting?.close()
  waiting = event.ports[0]
  handOver()
})

window.addEventListener('message', event => {
  if (event.source !== window || event.data !== pageMessages.listening) return
  listening = true
  handOver()
})

const bridge: DesktopBridge = {
  choosePath: suggestedName => ipcRenderer.invoke(desktopChannels.choosePath, suggestedName),
  // Only of a file that the user gave the page: a path of its own it cannot make a `File` of.
  bringFile: file => ipcRenderer.invoke(desktopChannels.bringFile, webUtils.getPathForFile(file as File)),
  showInFolder: path => ipcRenderer.invoke(desktopChannels.showInFolder, path)
}
contextBridge.exposeInMainWorld('signalbox', bridge)
