import type { StreamEvent, StreamEventKind } from '@shared/model/event'
import type { ChannelStatus, SessionStatus } from '@shared/model/session'
import { defaultChannelSettings } from '@shared/model/settings'

/** A channel as the engine reports it. */
export function channelStatus(index: number, over: Partial<ChannelStatus> = {}): ChannelStatus {
  return {
    index,
    name: `c${index}`,
    unit: '',
    group: '',
    value: 1,
    mean: 1,
    deviation: 0,
    light: 'green',
    anomalies: 0,
    totals: { since: 1000, count: 1, min: 1, max: 1, mean: 1 },
    derived: false,
    settings: defaultChannelSettings,
    ...over
  }
}

/** A session as the engine reports it. */
export function sessionStatus(over: Partial<SessionStatus> = {}): SessionStatus {
  return {
    id: 's1',
    device: { kind: 'simulator', profile: 'imu', seed: 1, format: 'csv' },
    address: 'sim:imu?seed=1',
    label: 'IMU',
    phase: 'live',
    problem: null,
    openedAt: 1000,
    firstSample: null,
    canSend: false,
    derived: [],
    triggers: [],
    format: { choice: 'auto', name: 'separated', confidence: 0.9, detail: 'comma' },
    channels: [],
    bytes: 0,
    bytesPerSecond: 0,
    samples: 0,
    samplesPerSecond: 0,
    rejected: 0,
    rejectedByReason: {},
    queues: [],
    latency: null,
    recording: null,
    replay: null,
    ...over
  }
}

/** One event of every kind. */
export const eventOfEveryKind: { readonly [Kind in StreamEventKind]: Extract<StreamEvent, { kind: Kind }> } = {
  connected: { kind: 'connected', time: 1, device: 'Uno' },
  disconnected: { kind: 'disconnected', time: 1, device: 'Uno', reason: 'unplugged', bytes: 12_345 },
  gap: { kind: 'gap', time: 3500, from: 1000 },
  ended: { kind: 'ended', time: 1, reason: 'closed' },
  format: { kind: 'format', time: 1, name: 'labels', confidence: 0.8, forced: false },
  channels: { kind: 'channels', time: 1, names: ['a', 'b'] },
  anomaly: { kind: 'anomaly', time: 1, channel: 'a', sample: 9, value: 69.532, score: 12.34 },
  state: {
    kind: 'state',
    time: 1,
    channel: 'a',
    sample: 9,
    value: 41,
    from: 'green',
    to: 'red',
    cause: 'above red limit 40'
  },
  settings: { kind: 'settings', time: 1, channel: '*', sample: 1234, settings: defaultChannelSettings },
  derived: {
    kind: 'derived',
    time: 1,
    sample: 1234,
    channels: [{ name: 'power', unit: 'W', expression: 'u * i' }]
  },
  trigger: { kind: 'trigger', time: 5, trigger: 't1', sample: 9, channel: 'a', value: 41, from: 1, to: 9 },
  sent: { kind: 'sent', time: 1, bytes: 5, text: 'ping␊' },
  injected: { kind: 'injected', time: 1, fault: 'spike', channel: 'a' },
  mark: { kind: 'mark', time: 1, label: 'door opened' },
  dropped: { kind: 'dropped', time: 1, place: 'recorder', what: 'samples', count: 1500 },
  fault: {
    kind: 'fault',
    time: 1,
    place: 'device',
    code: 'busy',
    message: 'ttyUSB0 is used',
    remedy: 'Close the other program.'
  },
  recording: { kind: 'recording', time: 1, capture: 'c1', phase: 'recovered' }
}
