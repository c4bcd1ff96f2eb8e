import type { Clock } from '@shared/base/clock'
import type { LiveSpec } from '@shared/model/device'
import type { Device } from './device'
import { serialDevice } from './serial/serial-device'
import { simulatedDevice } from './simulated/simulated-device'

/**
 * The device that a description stands for. Opens nothing.
 * @throws SignalboxError `bad-input` for a simulator that cannot be as described.
 */
export function openDevice(spec: LiveSpec, options: { readonly clock: Clock }): Device {
  return spec.kind === 'serial' ? serialDevice(spec, options) : simulatedDevice(spec, options)
}
