import { simulatedDevice } from '@main/devices/simulated/simulated-device'
import { serialDevice } from '@main/devices/serial/serial-device'
import { systemClock } from '@shared/base/clock'
import type { Read } from '@main/devices/device'
import { expect } from 'vitest'
import { manualClock } from '@shared/base/manual-clock'
import { profileNames, SerialSpec, SimulatorSpec } from '@shared/model/device'
import { serialCable } from '../support/socat'
import { deviceGuarantees, type Rig } from './device-guarantees'

deviceGuarantees('a serial port', async () => {
  const cable = await serialCable()
  const spec = SerialSpec.parse({ kind: 'serial', path: cable.path })
  const device = serialDevice(spec, { clock: systemClock })
  return {
    device,
    async feed(next) {
      await cable.write('12.5,13.5\n')
      return next
    },
    async hears() {
      const lines = Array.from({ length: 200 }, (_, index) => `line ${index} ${'x'.repeat(index)}\n`)
      const writes = Promise.all(lines.map(line => device.write?.(new TextEncoder().encode(line))))
      expect((await cable.read(lines.join('').length)).toString()).toBe(lines.join(''))
      await writes
    },
    pull: cable.pull,
    plug: cable.plug,
    dispose: cable.dispose
  }
})

for (const profile of profileNames) deviceGuarantees(`the simulator ${profile}`, async () => simulatorRig(profile))

function simulatorRig(profile: string): Rig {
  const clock = manualClock(Date.UTC(2026, 0, 1))
  const device = simulatedDevice(SimulatorSpec.parse({ kind: 'simulator', profile }), { clock })
  return {
    device,
    async feed(next) {
      let settled = false
      const settle = (): boolean => (settled = true)
      next.then(settle, settle)
      for (let step = 0; !settled && step < 1000; step++) await clock.advance(10)
      return next
    },
    async hears(reads) {
      const commands = ['he', 'lp\r\n', 'rate 20\nfault spike\n', 'open sesame\n']
      await Promise.all(commands.map(text => device.write?.(new TextEncoder().encode(text))))
      let text = ''
      while (!text.includes('sesame') && !text.includes('unknown'))
        text += new TextDecoder().decode(((await this.feed(reads.next())).value as Read).bytes)
      const replies = text.split('\n').filter(line => line.startsWith('#'))
      expect(replies[0]).toMatch(/^# rate N/)
      expect(replies.slice(-3)).toEqual([
        '# rate 20',
        expect.stringMatching(/^# fault spike \w/),
        '# unknown command "open"; try help'
      ])
    },
    async pull() {
      device.inject?.('disconnect', '*')
    },
    plug: () => clock.advance(3000),
    dispose: async () => undefined
  }
}
