import type { EventOf } from '@shared/model/event'
import { type ChannelSettings, defaultChannelSettings } from '@shared/model/settings'

/**
 * The settings in force, by channel: the one place all stages of a pipeline read them from. `*` stands for every channel
 * that is not named; a settings event for `*` forgets the named ones. Applying the same event again changes nothing, so
 * every stage applies it as it passes.
 */
export class SettingsTable {
  #otherwise: ChannelSettings
  readonly #named: Map<string, ChannelSettings>

  constructor(initial: Readonly<Record<string, ChannelSettings>> = {}) {
    this.#otherwise = initial['*'] ?? defaultChannelSettings
    this.#named = new Map(Object.entries(initial).filter(([channel]) => channel !== '*'))
  }

  of(channel: string): ChannelSettings {
    return this.#named.get(channel) ?? this.#otherwise
  }

  apply(event: EventOf<'settings'>): void {
    if (event.channel !== '*') this.#named.set(event.channel, event.settings)
    else {
      this.#otherwise = event.settings
      this.#named.clear()
    }
  }
}
