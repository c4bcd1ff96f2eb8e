import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { PortInfo, ProfileInfo } from '@shared/model/device'
import type { Problem } from '@shared/model/session'
import { arrivals } from './port-list'

export interface DeviceList {
  readonly ports: readonly PortInfo[]
  readonly profiles: readonly ProfileInfo[]
  readonly problem: Problem | null
}

/** What can be opened. */
export const useDevices = defineStore('devices', () => {
  const list = shallowRef<DeviceList>()

  /** Takes the engine's list; answers the ports that were not there before. None the first time: nobody plugged them in. */
  function update(next: DeviceList): PortInfo[] {
    const added = list.value ? arrivals(list.value.ports, next.ports) : []
    list.value = next
    return added
  }

  return { list, update }
})
