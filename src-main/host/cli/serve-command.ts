import { Command } from 'commander'
import type { Locations } from '../locations'
import { checkServeOptions } from '../serve-options'

interface ServeFlags {
  readonly port?: string
  readonly data?: string
  readonly open: boolean | string[]
  readonly json?: boolean
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
    .option('--json', 'print where it is ready as one JSON object')
    .on('option:open', (device: string | null) => device !== null && devices.push(device))
    .on('option:no-open', () => (openBrowser = false))
    .action(async ({ port, data, json }: ServeFlags) => {
      const options = checkServeOptions({ port, data, noOpen: !openBrowser, open: devices })
      const { runServe } = await import('../http/run')
      onExit(await runServe(options, locations, json ? jsonLine : undefined))
    })
}

function jsonLine(url: string): string {
  const { origin, port, hash } = new URL(url)
  return JSON.stringify({ url, origin, port: Number(port), token: hash.slice('#token='.length) })
}
