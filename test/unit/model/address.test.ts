import { describe, expect, it } from 'vitest'
import { formatDeviceAddress, parseDeviceAddress } from '@shared/model/address'

describe('the address of a replay', () => {
  it('says which capture, how fast, whether over and over, and from when', () => {
    const whole = { kind: 'replay', capture: '20261120T151908Z-sim-sine-7b07', speed: 1, loop: false }
    expect(parseDeviceAddress(`replay:${whole.capture}`)).toEqual(whole)
    const query = 'speed=0.5&loop=yes&from=2026-11-20T15:19:09Z'
    expect(parseDeviceAddress(`replay:${whole.capture}?${query}`)).toEqual({
      ...whole,
      speed: 0.5,
      loop: true,
      from: Date.UTC(2026, 10, 20, 15, 19, 9)
    })
  })

  it('is the same however it is replayed, so that panels find it again', () => {
    expect(formatDeviceAddress(parseDeviceAddress('replay:c1?speed=10&loop=yes'))).toBe('replay:c1')
  })

  it.each([
    ['replay:', 'is not a device'],
    ['replay:../../etc/passwd', 'capture'],
    ['replay:c1?speed=0.01', 'speed'],
    ['replay:c1?speed=1001', 'speed'],
    ['replay:c1?speed=', 'speed'],
    ['replay:c1?speed=NaN', 'speed'],
    ['replay:c1?loop=maybe', 'loop'],
    ['replay:c1?from=yesterday', 'from'],
    ['replay:c1?rate=3', '"rate" is not a replay option']
  ])('is refused, naming the part that does not fit: %s', (address, part) => {
    expect(() => parseDeviceAddress(address)).toThrow(part)
  })
})
