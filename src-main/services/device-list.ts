import type { Clock } from '@shared/base/clock'
import { asSignalboxError } from '@shared/base/errors'
import type { PortInfo, ProfileInfo } from '@shared/model/device'
import type { Problem } from '@shared/model/session'
import type { Source } from '@shared/flow/types'
import { createNotifier } from '../pipeline/notifier'

export interface DeviceList {
  readonly ports: readonly PortInfo[]
  readonly profiles: readonly ProfileInfo[]
  readonly problem: Problem | null
}

/** What can be opened, kept up to date by one port watch for all views. */
export interface DeviceWatch {
  watch(signal: AbortSignal): AsyncGenerator<DeviceList, void, void>
}

export interface DeviceWatchOptions {
  readonly ports: Source<readonly PortInfo[]>
  readonly profiles: readonly ProfileInfo[]
  readonly clock: Clock
  readonly signal: AbortSignal
}

const retryAfter = 5000

/** Starts watching at once, and goes on through errors until the signal aborts. */
export function startDeviceWatch({ ports, profiles, clock, signal }: DeviceWatchOptions): DeviceWatch {
  const changed = createNotifier()
  let current: DeviceList | null = null

  function set(list: DeviceList): void {
    current = list
    changed.notify()
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        for await (const found of ports(signal)) set({ ports: found, profiles, problem: null })
      } catch (error) {
        if (signal.aborted) return
        const { code, message, remedy } = asSignalboxError(error)
        set({ ports: [], profiles, problem: { code, message, remedy } })
      }
      await clock.sleep(retryAfter, signal).catch(() => undefined)
    }
  }

  void run()

  return {
    async *watch(viewSignal) {
      let sent: DeviceList | null = null
      for (;;) {
        if (current !== null && current !== sent) yield (sent = current)
        else await changed.wait(viewSignal)
      }
    }
  }
}
