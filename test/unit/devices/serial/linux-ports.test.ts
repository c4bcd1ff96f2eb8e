import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hasUart, kernelPorts, terminalNames, usbFacts } from '@main/devices/serial/linux-ports'

let folder: string
let terminals: string

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-sys-'))
  terminals = join(folder, 'tty')
  for (const [file, text] of Object.entries({
    idVendor: '2341\n',
    idProduct: '0043\n',
    manufacturer: 'Arduino (www.arduino.cc)\n',
    product: 'Uno R3\n',
    serial: '55736\n'
  }))
    await put(`usb1/1-2/${file}`, text)
  await mkdir(join(folder, 'usb1/1-2/1-2:1.0'))
  await put('tty/ttyACM0/dev', '166:0\n')
  await symlink(join(folder, 'usb1/1-2/1-2:1.0'), join(terminals, 'ttyACM0/device'))
  await put('tty/ttyS0/type', '0\n')
  await put('tty/ttyS1/type', '4\n')
  await put('tty/tty1/dev', '4:1\n')
})
afterEach(() => rm(folder, { recursive: true }))

const uno = {
  maker: 'Arduino (www.arduino.cc)',
  product: 'Uno R3',
  vendorId: '2341',
  productId: '0043',
  serialNumber: '55736'
}

test('the USB device behind a terminal is found some folders above it', async () => {
  expect(await usbFacts('ttyACM0', terminals)).toEqual(uno)
  expect(Object.values(await usbFacts('ttyS1', terminals)).join('')).toBe('')
})

test('a built-in port counts only when the kernel found a chip', async () => {
  expect(await hasUart('ttyS0', terminals)).toBe(false)
  expect(await hasUart('ttyS1', terminals)).toBe(true)
  expect(await hasUart('ttyS2', terminals)).toBe(false)
})

test('without udevadm the kernel lists the terminals that have a device', async () => {
  expect(await kernelPorts(terminals)).toEqual([{ path: '/dev/ttyACM0', ...uno }])
})

test('only names of serial ports count as a change', async () => {
  expect(await terminalNames(terminals)).toBe('ttyACM0 ttyS0 ttyS1')
})
