import { readdir, readFile, realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { PortInfo } from '@shared/model/device'

const terminals = '/sys/class/tty'
/** Names of terminals that can be a serial port, as serialport lists them. */
const serialName = /^(tty(S|WCH|ACM|USB|AMA|MFD|O|XRUSB)|rfcomm)\d/
/** From `ttyUSB0`'s own device folder to that of the USB device are at most three steps. */
const stepsUp = 4

/** What the kernel says about the USB device behind a terminal such as `ttyUSB0`; empty strings for what it does not. */
export async function usbFacts(name: string, folder = terminals): Promise<Omit<PortInfo, 'path'>> {
  const read = (file: string): Promise<string> =>
    readFile(file, 'utf8').then(
      text => text.trim(),
      () => ''
    )
  let device = await realpath(`${folder}/${name}/device`).catch(() => '')
  for (let step = 0; step < stepsUp && device !== ''; step++, device = dirname(device)) {
    const vendorId = await read(`${device}/idVendor`)
    if (vendorId === '') continue
    const [maker, product, productId, serialNumber] = await Promise.all(
      ['manufacturer', 'product', 'idProduct', 'serial'].map(file => read(`${device}/${file}`))
    )
    return { maker, product, vendorId, productId, serialNumber }
  }
  return { maker: '', product: '', vendorId: '', productId: '', serialNumber: '' }
}

/** Whether the kernel found a chip at a built-in port such as `ttyS0`: of the 4 to 32 it prepares, most have none. */
export async function hasUart(name: string, folder = terminals): Promise<boolean> {
  const type = await readFile(`${folder}/${name}/type`, 'utf8').catch(() => '0')
  return type.trim() !== '0'
}

/** The ports as the kernel lists them: for systems without `udevadm`, which serialport asks. */
export async function kernelPorts(folder = terminals): Promise<PortInfo[]> {
  const ports: PortInfo[] = []
  for (const name of await readdir(folder)) {
    const isDevice = serialName.test(name) && (await realpath(`${folder}/${name}/device`).catch(() => '')) !== ''
    if (isDevice) ports.push({ path: `/dev/${name}`, ...(await usbFacts(name, folder)) })
  }
  return ports
}

/** The names of the terminals in `/dev`, which change when something is plugged in or out. Far cheaper than a list. */
export async function terminalNames(folder = '/dev'): Promise<string> {
  return (await readdir(folder))
    .filter(name => serialName.test(name))
    .sort()
    .join(' ')
}
