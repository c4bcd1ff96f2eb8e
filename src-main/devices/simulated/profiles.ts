import { SignalboxError } from '@shared/base/errors'
import { profileNames, type ProfileInfo, type ProfileName, type SimulatorSpec } from '@shared/model/device'
import type { Profile, SimulatedChannel } from './profile'
import { crossing } from './profiles/crossing'
import { gps } from './profiles/gps'
import { imu } from './profiles/imu'
import { motor } from './profiles/motor'
import { sine } from './profiles/sine'
import { weather } from './profiles/weather'

export const profileTable: Readonly<Record<ProfileName, Profile>> = { imu, weather, motor, crossing, gps, sine }

/** What the user is offered, in that order. */
export const profiles: readonly ProfileInfo[] = profileNames.map(name => {
  const { title, description, rate, channels } = profileTable[name]
  return { name, title, description, channels: channels().map(channel => channel.name), rate }
})

/** Lines a second (samples, where a format needs several lines for one). */
export function simulatedRate(spec: SimulatorSpec): number {
  return spec.rate ?? profileTable[spec.profile].rate
}

/** The channels of a simulator. @throws SignalboxError `bad-input` when a count is asked of a profile that has its own. */
export function simulatedChannels(spec: SimulatorSpec): readonly SimulatedChannel[] {
  const profile = profileTable[spec.profile]
  const channels = profile.channels(spec.channels)
  if (spec.channels !== undefined && spec.channels !== channels.length)
    throw new SignalboxError('bad-input', `${spec.profile} always has ${channels.length} channels`, {
      remedy: 'Leave the number of channels out, or take the profile sine.'
    })
  return channels
}

/** The number of the channel called `name`; 0 for `*`. @throws SignalboxError `not-found`. */
export function channelNumber(channels: readonly SimulatedChannel[], name: string): number {
  const index = name === '*' ? 0 : channels.findIndex(channel => channel.name === name)
  if (index >= 0) return index
  throw new SignalboxError('not-found', `there is no channel "${name}"`, {
    remedy: `It has ${channels.map(channel => channel.name).join(', ')}.`
  })
}
