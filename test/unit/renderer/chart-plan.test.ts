import { describe, expect, it } from 'vitest'
import { chartsOf } from '@renderer/stores/chart-list'
import * as plan from '@renderer/panels/charts/chart-plan'
import { readAxis } from '@renderer/panels/charts/axis-draft'
import { chartsOptions, type ChartsOptions } from '@renderer/panels/charts/options'
import { readLookField } from '@renderer/panels/look/look-draft'
import { channelStatus, sessionStatus } from './samples'

const address = 'sim:motor'
const channels = ['rpm', 'current', 'vibration'].map((name, index) =>
  channelStatus(index, { name, unit: name[0], group: name })
)
const session = sessionStatus({ address, channels })
const usual = chartsOptions.parse({})
const ref = (channel: string): { address: string; channel: string } => ({ address, channel })
const shown = (options: ChartsOptions): string[] =>
  chartsOf([session], { options }).map(chart => chart.channels.map(({ name }) => name).join('+'))
const keys = (options: ChartsOptions): string[] => chartsOf([session], { options }).map(({ key }) => key)
const [rpm, current] = keys(usual)

describe('the contents of charts', () => {
  it('are what comes of itself, until the user brings a channel, which is in both charts then', () => {
    expect(shown(usual)).toEqual(['rpm', 'current', 'vibration'])
    expect(shown(plan.addChannel(usual, rpm, ref('current')))).toEqual(['rpm+current', 'current', 'vibration'])
  })
  it('lose what is taken away, and with it a chart that has nothing left', () => {
    const options = plan.removeChannel(usual, current, ref('current'))
    expect(shown(options)).toEqual(['rpm', 'vibration'])
    expect(shown(plan.forgetChannel(options, ref('current')))).toEqual(['rpm', 'current', 'vibration'])
    expect(plan.forgetChannel(options, ref('current'))).toEqual(usual)
  })
  it('can be a chart of its own at any place, which is gone with its last channel', () => {
    const options = plan.addChart(usual, ref('vibration'), { keys: keys(usual), before: current })
    expect(shown(options)).toEqual(['rpm', 'vibration', 'current', 'vibration'])
    const [, own] = keys(options)
    expect(shown(plan.removeChannel(options, own, ref('vibration')))).toEqual(['rpm', 'current', 'vibration'])
    expect(plan.resetChart(options, own).charts).toEqual({})
  })
  it('move up and down, and no further than the ends', () => {
    const down = plan.moveChart(usual, rpm, { keys: keys(usual), by: 1 })
    expect(shown(down)).toEqual(['current', 'rpm', 'vibration'])
    expect(plan.moveChart(usual, rpm, { keys: keys(usual), by: -1 })).toBe(usual)
  })
  it('keep title and axes, and forget them when they are as they come', () => {
    const options = plan.setAxis(plan.titleChart(usual, rpm, ' Shaft '), rpm, {
      id: 'y',
      setting: { min: 0, max: null, log: false }
    })
    const [chart] = chartsOf([session], { options })
    expect([chart.title, chart.axes[0].min]).toEqual(['Shaft', 0])
    const back = plan.setAxis(plan.titleChart(options, rpm, ''), rpm, {
      id: 'y',
      setting: { min: null, max: null, log: false }
    })
    expect(back).toEqual(usual)
  })
  it('are told apart by dash where two lines would look the same', () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      channelStatus(index, { name: `c${index}`, group: `g${index}` })
    )
    const big = sessionStatus({ address, channels: many })
    const [first] = chartsOf([big])
    const options = plan.addChannel(usual, first.key, ref('c32'))
    const [chart] = chartsOf([big], { options })
    const [one, other] = chart.channels
    expect(other.colour).toEqual(one.colour)
    expect(other.dash).not.toEqual(one.dash)
  })
  it('survive options that are not valid, part by part', () => {
    const bad = { charts: { a: { axes: { y: { min: 'x', log: true }, nonsense: {} }, added: 3 }, b: 7 }, order: 'x' }
    expect(chartsOptions.parse(bad)).toEqual({
      charts: {
        a: { axes: { y: { min: null, max: null, log: true } }, added: [], removed: [] },
        b: { axes: {}, added: [], removed: [] }
      },
      order: []
    })
    expect(chartsOptions.parse(null)).toEqual(usual)
  })
})

describe('what is typed about axes and looks', () => {
  it('means ends of an axis, or is told to be wrong', () => {
    expect(readAxis({ min: '−1,5', max: '', log: false }).setting).toEqual({ min: -1.5, max: null, log: false })
    expect(readAxis({ min: '0', max: '5', log: true }).error).not.toBeNull()
    expect(readAxis({ min: '5', max: '5', log: false }).error).not.toBeNull()
    expect(readAxis({ min: 'x', max: '', log: false }).error).not.toBeNull()
  })
  it('means scale, offset and decimals, where what changes nothing is not remembered', () => {
    expect(readLookField('scale', '10').look).toEqual({ scale: 10 })
    expect(readLookField('scale', '1').look).toEqual({ scale: undefined })
    expect(readLookField('scale', '0').look).toBeNull()
    expect(readLookField('offset', '-3').look).toEqual({ offset: -3 })
    expect(readLookField('decimals', '2.5').look).toBeNull()
    expect(readLookField('decimals', '').look).toEqual({ decimals: undefined })
  })
})
