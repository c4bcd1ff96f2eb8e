import { simulatedDevice } from '@main/devices/simulated/simulated-device'
import { serialDevice } from '@main/devices/serial/serial-device'
import { systemClock } from '@shared/base/clock'
import { manualClock } from '@shared/base/manual-clock'
import { profileNames, SerialSpec, SimulatorSpec } from '@shared/model/device'
import { serialCable } from '../support/socat'
import { deviceGuarantees, type Rig } from './device-guarantees'

deviceGuarantees('a serial port', async () => {
  const cable = await serialCable()
  const spec = SerialSpec.parse({ kind: 'serial', path: cable.path })
  return {
    device: serialDevice(spec, { clock: systemClock }),
    async feed(next) {
      await cable.write('12.5,13.5\n')
      return next
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
    async pull() {
      device.inject?.('disconnect', '*')
    },
    plug: () => clock.advance(3000),
    dispose: async () => undefined
  }
}
