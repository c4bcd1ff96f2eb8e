import { describe, expect, it } from 'vitest'
import { lineLook } from '@renderer/charts/palette'
import { chartsOf } from '@renderer/stores/chart-list'
import { mostLines } from '@renderer/charts/strip-channel'
import { channelStatus, sessionStatus } from './samples'

const named = (index: number, name: string, group: string): ReturnType<typeof channelStatus> =>
  channelStatus(index, { name, group })

describe('the list of charts', () => {
  it('has one chart a group, named by what its channels share', () => {
    const channels = [named(0, 'imu.x', 'imu'), named(1, 'imu.y', 'imu'), named(2, 'temperature', '(°C)')]
    const charts = chartsOf([sessionStatus({ channels })])
    expect(charts.map(({ title, channels: lines }) => [title, lines.length])).toEqual([
      ['imu', 2],
      ['temperature', 1]
    ])
  })
  it('cuts a group of hundreds into charts whose lines can be told apart', () => {
    const charts = chartsOf([sessionStatus({ channels: Array.from({ length: 300 }, (_, at) => channelStatus(at)) })])
    expect(charts.every(({ channels }) => channels.length <= mostLines)).toBe(true)
    expect(charts.flatMap(({ channels }) => channels.map(({ index }) => index))).toEqual([...Array(300).keys()])
    expect(new Set(charts.map(({ title }) => title)).size).toBe(charts.length)
  })
  it('draws the bands of few lines, and of many only the chosen one', () => {
    const bands = (count: number): number => {
      const session = sessionStatus({ channels: Array.from({ length: count }, (_, at) => channelStatus(at)) })
      const [chart] = chartsOf([session], { chosen: { session, channel: session.channels[3] } })
      return chart.channels.filter(({ band }) => band > 0).length
    }
    expect([bands(6), bands(7)]).toEqual([6, 1])
  })
  it('keeps every look when a channel is hidden, and drops a chart with nothing to show', () => {
    const [shown, hidden] = [channelStatus(0), channelStatus(1)]
    const session = sessionStatus({
      channels: [{ ...shown, settings: { ...shown.settings, visible: false } }, hidden]
    })
    const [chart] = chartsOf([session])
    expect(chart.channels.map(({ index, colour }) => [index, colour])).toEqual([[1, lineLook(1).colour]])
    expect(chartsOf([sessionStatus({ channels: [session.channels[0]] })])).toEqual([])
  })
})
