import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { detectFormat } from '@main/decoders'
import { chunkOf, ended, feed, feedItems } from './feed'

const boot = `ets Jun  8 2016 00:22:57

rst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)
configsip: 0, SPIWP:0xee
clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00
mode:DIO, clock div:1
load:0x3fff0018,len:4
ho 0 tail 12 room 4
entry 0x400806b4
I (31) boot: chip revision: 3
Connecting...
Connected, IP 192.168.1.17
Ready
`
const streams = {
  separated: 'a,b,c\n1,2,3\n4,5,6\n7,8,9\n',
  labels: 'temp:22.5\thum:60\ntemp:22.6\thum:61\ntemp:22.7\thum:61\n',
  keyvalue: 'temperature=22.5,humidity=60.3\ntemperature=22.6,humidity=60.4\ntemperature=22.7,humidity=60.4\n',
  teleplot: '>sin:0.84\n>cos:0.1\n>sin:0.85\n>cos:0.2\n',
  json: '{"t":23.5,"p":1013.2}\n{"t":23.6,"p":1013.1}\n{"t":23.6,"p":1013}\n'
} as const
const cases = Object.entries(streams)

describe('detection', () => {
  it.each(cases)('recognises %s, says so once, and is sure', (name, text) => {
    const fed = feed(text)
    const formats = fed.events.filter(event => event.kind === 'format')
    expect(formats).toHaveLength(1)
    expect(formats[0]).toMatchObject({ name, forced: false })
    expect(formats[0].confidence).toBeGreaterThan(0.6)
    expect(fed.rejects).toEqual([])
  })

  it.each(cases)('is not fooled by a boot log before %s, and makes no channel of it', (name, text) => {
    const fed = feed(boot + text.repeat(3))
    expect(fed.decoder.status.name).toBe(name)
    expect(fed.names).toEqual(feed(text.repeat(3)).names)
    expect(fed.rows).toEqual(feed(text.repeat(3)).rows)
    expect(new Set(fed.reasons)).toEqual(new Set(['unknown-format']))
    expect(fed.rejects).toHaveLength(12)
  })

  it('waits while there is one line that could be anything, and loses none of it', () => {
    const waiting = feedItems([chunkOf('1,2\n', 1000)])
    expect(waiting.events).toEqual([])
    expect(waiting.decoder.status).toMatchObject({ name: null, confidence: 0 })
    expect(feed('1,2\n').rows).toEqual([[1, 2]])
    expect(feed('{"a":1}').rows).toEqual([[1]])
    expect(feed('temp:1').rows).toEqual([[1]])
  })

  it('says when it is unsure', () => {
    expect(detectFormat(['12:30'])?.confidence).toBeLessThan(0.6)
    expect(detectFormat(['12:30', '12:31', '12:32'])?.confidence).toBeLessThan(0.6)
    expect(detectFormat(['5737:1', 'x:2', 'x:3', 'x:3'])?.confidence).toBeGreaterThan(0.6)
  })

  it('finds nothing in text, and keeps trying with bounded memory', () => {
    expect(detectFormat(['hello', 'world', 'Connecting...'])).toBeNull()
    const fed = feed('nothing to see here\n'.repeat(500) + streams.labels)
    expect(fed.decoder.status.name).toBe('labels')
    expect(fed.reasons).toEqual(Array(500).fill('unknown-format'))
    expect(fed.rows).toHaveLength(3)
  })

  it('changes its mind when the device begins to speak another format', () => {
    const fed = feed(streams.labels.repeat(10) + '{"x":1,"y":2}\n'.repeat(80))
    expect(fed.events.filter(event => event.kind === 'format').map(event => event.name)).toEqual(['labels', 'json'])
    expect(fed.names).toEqual(['temp', 'hum', 'x', 'y'])
    expect(fed.rows).toHaveLength(60)
    expect(fed.rejects).toHaveLength(50)
    const fromLogs = feed(streams.teleplot.repeat(10) + '1,2\n'.repeat(80))
    expect(fromLogs.decoder.status.name).toBe('separated')
  })

  it('does not change its mind over garbage, however much', () => {
    const fed = feed(streams.separated + 'x!\u0001,?\n'.repeat(500) + '1,2,3\n')
    expect(fed.events.filter(event => event.kind === 'format')).toHaveLength(1)
    expect(fed.names).toEqual(['a', 'b', 'c'])
    expect(fed.rejects).toHaveLength(500)
    expect(fed.rows).toHaveLength(4)
  })

  it('gets surer with every line that fits', () => {
    const { decoder } = feed('1\n2\n3\n')
    expect(decoder.status.confidence).toBeLessThan(0.7)
    expect(feed('1\n'.repeat(100)).decoder.status.confidence).toBeGreaterThan(0.95)
  })
})

describe('a real IMU log', () => {
  const text = readFileSync(resolve(import.meta.dirname, '../../data/decoders/imu-fusion-first200.csv'), 'utf8')

  it('is read to the last digit, with names and units', () => {
    const fed = feed(text)
    const [header, ...lines] = text.trimEnd().split(/\r?\n/)
    expect(header.split(',')).toHaveLength(10)
    expect(fed.names.slice(0, 3)).toEqual(['Time', 'Gyroscope X', 'Gyroscope Y'])
    expect(fed.units).toEqual(['s', 'deg/s', 'deg/s', 'deg/s', 'g', 'g', 'g', 'uT', 'uT', 'uT'])
    expect(fed.rows).toEqual(lines.map(line => line.split(',').map(Number)))
    expect(fed.rejects).toEqual([])
  })
})

describe('a real GPS and a real battery monitor', () => {
  it.each(['gps-mtk3339.bin', 'vedirect-bvm702-first4k.dump'])(
    '%s, whose format is not known, makes no channel',
    name => {
      const fed = feedItems([
        chunkOf(readFileSync(resolve(import.meta.dirname, '../../data/decoders', name)), 1),
        ended
      ])
      expect(fed.names).toEqual([])
      expect(fed.rejects.length).toBeGreaterThan(10)
    }
  )
})
