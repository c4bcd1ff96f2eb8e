import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { PortInfo } from '@shared/model/device'
import { lineLook } from '@renderer/charts/palette'
import { type ChannelRow, treeRows } from '@renderer/panels/devices/tree-rows'
import { arrivals, portName, usbText } from '@renderer/stores/port-list'
import { firstRowAt, rowOffsets } from '@renderer/ui/row-offsets'
import { channelStatus, sessionStatus } from './samples'

const port = (path: string, over: Partial<PortInfo> = {}): PortInfo => ({
  path,
  maker: '',
  product: '',
  vendorId: '',
  productId: '',
  serialNumber: '',
  ...over
})

const show = (_session: unknown, { index, name }: { index: number; name: string }): ChannelRow['shown'] => ({
  ...lineLook(index),
  label: name === 'temp' ? 'Water' : name,
  decimals: null
})

describe('lists', () => {
  it('find the row at a height as a walk over all rows would', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1 }), fc.nat(5000), (heights, y) => {
        const offsets = rowOffsets(heights)
        const walked = heights.findLastIndex((_, row) => offsets[row] <= y)
        expect(firstRowAt(offsets, y)).toBe(walked)
      })
    )
    expect(firstRowAt(rowOffsets([]), 10)).toBe(0)
  })
  it('show each device with the channels that match', () => {
    const session = sessionStatus({
      channels: [channelStatus(0, { name: 'accel.x' }), channelStatus(1, { name: 'temp' })]
    })
    expect(treeRows([session], '', show).map(({ key }) => key)).toEqual(['s1', 's1/0', 's1/1'])
    expect(treeRows([session], ' ACC', show).map(({ key }) => key)).toEqual(['s1', 's1/0'])
  })
  it('tell which ports are new', () => {
    expect(arrivals([port('/dev/a')], [port('/dev/a'), port('/dev/b')]).map(({ path }) => path)).toEqual(['/dev/b'])
  })
  it('name a port by the best that is known of it', () => {
    expect(portName(port('/dev/a', { product: 'Uno', maker: 'Arduino' }))).toBe('Uno')
    expect(portName(port('/dev/a', { maker: 'Arduino' }))).toBe('Arduino')
    expect(portName(port('/dev/a'))).not.toBe('')
    expect(usbText(port('/dev/a'))).toBe('')
    expect(usbText(port('/dev/a', { vendorId: '2341', productId: '0043', serialNumber: 'X1' }))).toContain(
      '2341:0043 · X1'
    )
  })
})
