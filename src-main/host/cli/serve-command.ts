import { Command } from 'commander'
import { runServe } from '../http/run'
import type { Locations } from '../locations'
import { checkServeOptions } from '../serve-options'

interface ServeFlags {
  readonly port?: string
  readonly data?: string
  readonly open: boolean | string[]
}

export function serveCommand(locations: Locations, onExit: (code: number) => void): Command {
  const devices: string[] = []
  let openBrowser = true
  return new Command('serve')
    .description('run the dashboard for a browser on this machine')
    .option('--port <number>', 'the port to listen on; by default any free one')
    .option('--data <folder>', 'where captures are kept')
    .option('--no-open', 'do not open the browser')
    .option('--open <device>', 'open and record a device at once; may be given several times')
    .on('option:open', (device: string | null) => device !== null && devices.push(device))
    .on('option:no-open', () => (openBrowser = false))
    .action(async ({ port, data }: ServeFlags) => {
      const options = checkServeOptions({ port, data, noOpen: !openBrowser, open: devices })
      onExit(await runServe(options, locations))
    })
}
