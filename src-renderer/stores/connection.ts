import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { SystemInfo } from './system-info'
import { connect, type ConnectionState } from '../connection/connect'
import { createEngineClient, type EngineClient } from '../connection/engine-client'
import { createLiveClient, type LiveClient } from '../connection/live-client'
import { splitLink } from '@shared/wire/multiplex'

/** What is told of every link: its client, and a signal that aborts when it closes. */
export type LinkListener = (client: EngineClient, signal: AbortSignal) => void

/** The way to the engine: opened again and again until the page goes. */
export const useConnection = defineStore('connection', () => {
  const state = ref<ConnectionState>('connecting')
  const client = shallowRef<EngineClient>()
  const live = shallowRef<LiveClient>()
  const info = shallowRef<SystemInfo>()
  /** Links so far; more than one means the page has been reconnected. */
  const links = ref(0)

  /** Keeps the page connected until the signal aborts; `onLink` is called for every link. */
  async function run(onLink: LinkListener, signal: AbortSignal): Promise<void> {
    for await (const link of connect({ signal, onState: next => (state.value = next) })) {
      const closed = new AbortController()
      const split = splitLink(link)
      split.onClose(() => closed.abort())
      const made = createEngineClient(split.rpc)
      if (live.value) live.value.rebind(split.live)
      else live.value = createLiveClient(split.live)
      client.value = made
      links.value++
      onLink(made, closed.signal)
    }
  }

  /** The client, for a call made now. @throws when there never was a link, which no control on screen allows. */
  function engine(): EngineClient {
    if (!client.value) throw new Error('the engine has not been reached yet')
    return client.value
  }

  return { state, client, live, info, links, run, engine }
})
