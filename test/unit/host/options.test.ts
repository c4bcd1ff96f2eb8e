import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultDataFolder } from '@main/host/data-folder'
import { whyNoBrowser } from '@main/host/http/browser'
import { checkServeOptions, parseServeOptions } from '@main/host/serve-options'

describe('the options of a host', () => {
  it('have defaults', () => {
    const options = parseServeOptions([])
    expect(options).toMatchObject({ port: 0, noOpen: false, open: [] })
    expect(options.data).toMatch(/signalbox$/)
  })

  it('are read from the command line', () => {
    const argv = [
      '--port',
      '8080',
      '--data=here',
      '--no-open',
      '--open',
      'sim:imu',
      '--open',
      'serial:/dev/ttyUSB0@9600'
    ]
    expect(parseServeOptions(argv)).toEqual({
      port: 8080,
      data: resolve('here'),
      noOpen: true,
      open: ['sim:imu', 'serial:/dev/ttyUSB0@9600']
    })
  })

  it.each([
    [['--port', 'x'], '--port must be a number'],
    [['--port', '70000'], '--port must be 0 to 65535'],
    [['--port', '1.5'], '--port must be a whole number'],
    [['--data', ''], '--data must name a folder'],
    [['--prot', '1'], "'--prot'"],
    [['stray'], 'stray'],
    [['--open', 'nonsense'], '"nonsense" is not a device'],
    [['--port'], "'--port <value>' argument missing"]
  ])('%j is refused with what is wrong', (argv, message) => {
    expect(() => parseServeOptions(argv)).toThrow(message)
    expect(() => parseServeOptions(argv)).toThrow(expect.objectContaining({ code: 'bad-input' }))
  })

  it('are checked the same way when another parser has read them', () => {
    expect(checkServeOptions({ port: '99', data: '/d' })).toEqual({
      port: 99,
      data: resolve('/d'),
      noOpen: false,
      open: []
    })
  })
})

describe('the data folder', () => {
  it.each([
    ['linux', {}, '/home/u/.local/share/signalbox'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/signalbox'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/u/.local/share/signalbox'],
    ['darwin', { XDG_DATA_HOME: '/data' }, '/home/u/Library/Application Support/signalbox'],
    ['win32', { LOCALAPPDATA: 'C:\\L' }, 'C:\\L\\signalbox'],
    ['win32', {}, '\\home\\u\\AppData\\Local\\signalbox']
  ] as const)('follows the convention of %s with %j', (platform, environment, folder) => {
    expect(defaultDataFolder({ platform, home: '/home/u', environment })).toBe(folder)
  })
})

describe('a browser', () => {
  it('is not opened where there is no display', () => {
    expect(whyNoBrowser('linux', {})).toBe('there is no display')
    expect(whyNoBrowser('linux', { DISPLAY: ':0' })).toBeNull()
    expect(whyNoBrowser('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBeNull()
    expect(whyNoBrowser('darwin', {})).toBeNull()
  })
})
