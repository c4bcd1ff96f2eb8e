import { describe, expect, test } from 'vitest'
import { listPorts, watchPorts } from '@main/devices/serial/ports'
import { manualClock, type ManualClock } from '@shared/base/manual-clock'
import { PortInfo } from '@shared/model/device'

const port = (path: string, maker = ''): PortInfo => ({
  path,
  maker,
  product: '',
  vendorId: '',
  productId: '',
  serialNumber: ''
})

/** A watch over a machine whose ports the test decides. */
interface Watch {
  readonly clock: ManualClock
  readonly machine: { ports: PortInfo[]; names: string; failing: boolean; lists: number }
  readonly told: (readonly PortInfo[])[]
  plug(...ports: PortInfo[]): void
  readonly ending: AbortController
  readonly done: Promise<void>
}

function watching(): Watch {
  const clock = manualClock()
  const machine = { ports: [] as PortInfo[], names: 'none', failing: false, lists: 0 }
  const ending = new AbortController()
  const told: (readonly PortInfo[])[] = []
  const source = watchPorts({
    clock,
    interval: 1000,
    glance: async () => machine.names,
    list: async () => {
      machine.lists++
      if (machine.failing) throw new Error('udev is out')
      return machine.ports
    }
  })
  const done = (async () => {
    for await (const ports of source(ending.signal)) told.push(ports)
  })()
  done.catch(() => undefined)
  const plug = (...ports: PortInfo[]): void => {
    machine.ports = ports
    machine.names = ports.map(one => one.path).join()
  }
  return { clock, machine, told, plug, ending, done }
}

describe('the port watch', () => {
  test('tells the list at once, also an empty one, and then only changes', async () => {
    const watch = watching()
    await watch.clock.advance(0)
    expect(watch.told).toEqual([[]])
    await watch.clock.advance(10_000)
    expect(watch.told).toHaveLength(1)
    watch.plug(port('/dev/ttyUSB0'))
    await watch.clock.advance(1000)
    expect(watch.told.at(-1)).toEqual([port('/dev/ttyUSB0')])
    watch.plug()
    await watch.clock.advance(1000)
    expect(watch.told.at(-1)).toEqual([])
    expect(watch.told).toHaveLength(3)
  })

  test('a maker that becomes known a moment after the port is told too', async () => {
    const watch = watching()
    watch.plug(port('/dev/ttyACM0'))
    await watch.clock.advance(1000)
    watch.machine.ports = [port('/dev/ttyACM0', 'Arduino')]
    await watch.clock.advance(1000)
    expect(watch.told.at(-1)).toEqual([port('/dev/ttyACM0', 'Arduino')])
  })

  test('while nothing is plugged in or out the system is not asked for a list', async () => {
    const watch = watching()
    await watch.clock.advance(10_000)
    const { lists } = watch.machine
    await watch.clock.advance(100_000)
    expect(watch.machine.lists).toBe(lists)
  })

  test('a list that fails twice changes nothing; the third failure in a row is told', async () => {
    const watch = watching()
    watch.plug(port('/dev/ttyUSB0'))
    await watch.clock.advance(10_000)
    watch.machine.failing = true
    watch.machine.names = 'something else'
    await watch.clock.advance(2000)
    watch.machine.failing = false
    await watch.clock.advance(10_000)
    expect(watch.told).toEqual([[port('/dev/ttyUSB0')]])
    watch.machine.failing = true
    watch.machine.names = 'and again'
    await watch.clock.advance(3000)
    await expect(watch.done).rejects.toThrow('udev is out')
  })

  test('ends with the signal and leaves no timer', async () => {
    const watch = watching()
    await watch.clock.advance(1500)
    watch.ending.abort()
    await expect(watch.done).rejects.toMatchObject({ code: 'cancelled' })
    expect(watch.clock.sleeping).toBe(0)
  })
})

test('the ports of this machine are listed by path, each complete, and none is a name without hardware', async () => {
  const ports = await listPorts()
  expect(ports.map(one => one.path)).toEqual(ports.map(one => one.path).sort())
  for (const one of ports) expect(PortInfo.parse(one)).toEqual(one)
})
