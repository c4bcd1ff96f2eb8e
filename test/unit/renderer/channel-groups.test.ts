import { describe, expect, it } from 'vitest'
import type { ShownChannel } from '@renderer/stores/looks'
import { groupChannels } from '@renderer/ui/channel-groups'
import { lineLook } from '@renderer/charts/palette'
import { channelStatus, sessionStatus } from './samples'

function shown(address: string, device: string, channel: string, label = channel): ShownChannel {
  const session = sessionStatus({ address, label: device })
  return {
    ref: { address, channel },
    session,
    channel: channelStatus(0, { name: channel }),
    label,
    decimals: null,
    ...lineLook(0)
  }
}
const all = [
  shown('sim:a', 'Motor', 'speed', 'Revs'),
  shown('sim:a', 'Motor', 'torque'),
  shown('sim:b', 'Hall', 'speed')
]
const names = (groups: ReturnType<typeof groupChannels>): string[] =>
  groups.flatMap(({ label, items }) => items.map(item => `${label}/${item.label}${item.shown ? '' : '?'}`))

describe('the channels one can choose from', () => {
  it('are all there are, by device', () => {
    expect(names(groupChannels(all, [], { search: '' }))).toEqual(['Motor/Revs', 'Motor/torque', 'Hall/speed'])
  })
  it('are found by name, label and device, word by word', () => {
    expect(names(groupChannels(all, [], { search: ' SPEED' }))).toEqual(['Motor/Revs', 'Hall/speed'])
    expect(names(groupChannels(all, [], { search: 'speed hall' }))).toEqual(['Hall/speed'])
    expect(groupChannels(all, [], { search: 'x' })).toEqual([])
  })
  it('keep those that were chosen and are not there now, so that they can be taken out', () => {
    const chosen = [{ address: 'sim:b', channel: 'gone' }, { address: 'serial:/dev/x', channel: 'far' }, all[0].ref]
    expect(names(groupChannels(all, chosen, { search: '' }))).toEqual([
      'Motor/Revs',
      'Motor/torque',
      'Hall/speed',
      'Hall/gone?',
      'serial:/dev/x/far?'
    ])
  })
  it('are those of one device where a device is asked for', () => {
    expect(names(groupChannels(all, [], { search: '', address: 'sim:b' }))).toEqual(['Hall/speed'])
  })
})
