import { SignalboxError } from '@shared/base/errors'
import type { ChannelSettings } from '@shared/model/settings'

/** As many as a device has channels; without a bound a page could fill memory and disk with names nobody sends. */
export const mostSettings = 4096

export type SettingsByChannel = Readonly<Record<string, ChannelSettings>>

/** A session's settings by channel as they are shown and remembered. */
export interface SettingsBook {
  /** Always the same object; without a prototype, because a channel may be called `__proto__`. */
  readonly all: SettingsByChannel
  /** Settings for `*` replace all. @throws SignalboxError `bad-input` when there are too many. */
  put(channel: string, settings: ChannelSettings): void
}

export function settingsBook(initial: SettingsByChannel = {}): SettingsBook {
  const all = Object.assign(Object.create(null) as Record<string, ChannelSettings>, initial)
  let count = Object.keys(all).length
  return {
    all,
    put(channel, settings) {
      if (channel === '*') {
        for (const name of Object.keys(all)) delete all[name]
        count = 0
      }
      const isNew = !(channel in all)
      if (isNew && count >= mostSettings)
        throw new SignalboxError(
          'bad-input',
          `${channel}: ${mostSettings} channels have settings of their own already`,
          {
            remedy: 'Set all channels at once; that replaces the settings of single ones.'
          }
        )
      all[channel] = settings
      if (isNew) count++
    }
  }
}
