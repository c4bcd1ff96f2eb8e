import { basename } from 'node:path'
import { SerialPort } from 'serialport'
import type { Clock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import type { Source } from '@shared/flow/types'
import type { PortInfo } from '@shared/model/device'
import { hasUart, kernelPorts, terminalNames, usbFacts } from './linux-ports'

const onLinux = process.platform === 'linux'

/**
 * The serial ports of this machine, by path. Nothing is opened. Left out are built-in ports (`ttyS0` to `ttyS31`) for
 * which neither USB ids nor a maker are known and where the kernel has found no chip: they are names without hardware.
 * @throws SignalboxError `fault` when the system cannot be asked.
 */
export async function listPorts(): Promise<PortInfo[]> {
  const found = await systemPorts()
  const ports: PortInfo[] = []
  for (const port of found) if (!(await isGhost(port))) ports.push(port)
  return ports.sort((one, other) => (one.path < other.path ? -1 : 1))
}

async function systemPorts(): Promise<PortInfo[]> {
  try {
    return await Promise.all((await SerialPort.list()).map(described))
  } catch (error) {
    if (onLinux) {
      const ports = await kernelPorts().catch(() => null)
      if (ports) return ports
    }
    const remedy = 'A path can be typed in meanwhile.'
    throw new SignalboxError('fault', 'the serial ports cannot be listed', { remedy, cause: error })
  }
}

type SystemPort = Awaited<ReturnType<typeof SerialPort.list>>[number]

async function described(port: SystemPort): Promise<PortInfo> {
  const facts = onLinux ? await usbFacts(basename(port.path)) : null
  const friendly = 'friendlyName' in port && typeof port.friendlyName === 'string' ? port.friendlyName : ''
  return {
    path: port.path,
    maker: facts?.maker || port.manufacturer || '',
    product: facts?.product || friendly,
    vendorId: (port.vendorId || facts?.vendorId || '').toLowerCase(),
    productId: (port.productId || facts?.productId || '').toLowerCase(),
    serialNumber: port.serialNumber || facts?.serialNumber || ''
  }
}

async function isGhost({ path, vendorId, maker }: PortInfo): Promise<boolean> {
  return /^\/dev\/ttyS\d+$/.test(path) && vendorId === '' && maker === '' && !(await hasUart(basename(path)))
}

export interface WatchOptions {
  readonly clock: Clock
  /** Milliseconds between two looks. */
  readonly interval: number
  readonly list?: () => Promise<readonly PortInfo[]>
  /** Something cheap that changes when the list may have; '' when that cannot be told. */
  readonly glance?: () => Promise<string>
}

/** A new device file is there before its maker and ids are: the list is asked for this often after a change. */
const looksAfterChange = 4
/** One failure may be an accident of the moment; the third in a row is told. */
const failuresToTell = 3

/**
 * The ports as they come and go: the list at once, then whenever it is different. A list that fails now and then changes
 * nothing; one that keeps failing is thrown, and the source can be called again.
 */
export function watchPorts(options: WatchOptions): Source<readonly PortInfo[]> {
  return signal => watched(options, signal)
}

async function* watched(options: WatchOptions, signal: AbortSignal): AsyncGenerator<readonly PortInfo[], void, void> {
  const { clock, interval, list = listPorts, glance = glanceAtPorts } = options
  let told = ''
  let seen = ''
  let looks = 0
  let failures = 0
  for (; !signal.aborted; await clock.sleep(interval, signal)) {
    const names = await glance().catch(() => '')
    if (names !== seen || names === '') looks = Math.max(looks, looksAfterChange)
    seen = names
    if (looks === 0) continue
    try {
      const ports = await list()
      looks--
      failures = 0
      const text = JSON.stringify(ports)
      if (text !== told) yield ports
      told = text
    } catch (error) {
      if (++failures >= failuresToTell) throw error
    }
  }
}

/** A list costs a process and some 50 ms, a look into `/dev` less than one; elsewhere there is no such look. */
async function glanceAtPorts(): Promise<string> {
  return onLinux ? `ports: ${await terminalNames()}` : ''
}
