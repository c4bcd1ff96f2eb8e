import { until } from '@vueuse/core'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { z } from 'zod'
import { formatDeviceAddress } from '@shared/model/address'
import { type DeviceSpec, type FaultName, ReplaySpec } from '@shared/model/device'
import type { FormatChoice } from '@shared/model/format'
import type { ReplayAction } from '@shared/model/replay'
import type { ChannelStatus, Problem, SessionStatus } from '@shared/model/session'
import type { ChannelSettings } from '@shared/model/settings'
import { paceReplays } from '../charts/replay-pace'
import { sessionClock } from '../charts/session-clock'
import { text } from '../messages'
import { useConnection } from './connection'
import { sentence, useNotices } from './notices'
import { usePresent } from './present'
import { chosenChannel, newTroubles, totalsOf } from './session-summary'
import { useView } from './view'

/** ms a dialog waits for a device to answer. */
const patience = 5000

/** The open devices as the engine last told, and what can be asked of them. */
export const useSessions = defineStore('sessions', () => {
  const connection = useConnection()
  const notices = useNotices()
  const view = useView()
  const list = shallowRef<readonly SessionStatus[]>([])
  /** False until the engine has told for the first time, so that the page does not flash "nothing open". */
  const known = shallowRef(false)
  /** Dialogs that wait for a device; they tell themselves why it cannot be opened. */
  let waiting = 0

  function update(next: readonly SessionStatus[]): void {
    if (known.value)
      for (const session of newTroubles(list.value, next))
        if (waiting === 0 || session.phase !== 'failed') tell(session)
    if (connection.live) paceReplays(connection.live, next, performance.timeOrigin + performance.now())
    list.value = next.filter(session => session.phase !== 'closed')
    known.value = true
  }

  /** A device that cannot be opened, or went away, may be out of sight in its list. */
  function tell({ phase, label, problem }: SessionStatus): void {
    const detail = problem ? [`${sentence(problem.message)}.`, problem.remedy].join(' ') : ''
    notices.show({ kind: phase === 'failed' ? 'error' : 'info', title: text.devices.trouble(label, phase), detail })
  }

  const totals = computed(() => totalsOf(list.value))
  const chosen = computed(() => chosenChannel(list.value, view.settings.selected))
  /** What is looked at on one time axis: the devices, or the replay of the chosen channel. */
  const together = computed(() => {
    const looked = chosen.value?.session ?? list.value[0]
    return looked?.replay ? [looked] : list.value.filter(({ replay }) => !replay)
  })
  usePresent().follow(() => {
    const [looked] = together.value
    if (!looked?.replay) return null
    const newest = connection.live ? sessionClock(connection.live, looked.id).newest : NaN
    return Number.isNaN(newest) ? looked.replay.position : newest
  })

  function select(session: SessionStatus, channel: ChannelStatus | undefined): void {
    if (channel) view.select(session.address, channel.name)
  }

  async function open(device: DeviceSpec, format: FormatChoice = 'auto'): Promise<void> {
    await connection.engine().sessions.open({ device, format })
  }

  /** Opens a device and waits until it answers. One that cannot be opened is closed again, and its problem returned. */
  async function openAnswering(device: DeviceSpec, format: FormatChoice): Promise<Problem | null> {
    waiting++
    try {
      const { session } = await connection.engine().sessions.open({ device, format })
      const find = (): SessionStatus | undefined => list.value.find(({ id }) => id === session)
      const answered = (): boolean => (find()?.phase ?? 'connecting') !== 'connecting'
      await until(answered).toBe(true, { timeout: patience })
      const { phase, problem } = find() ?? {}
      if (phase !== 'failed' || !problem) return null
      await connection.engine().sessions.close({ session })
      return problem
    } finally {
      waiting--
    }
  }
  const tryOpen = (device: DeviceSpec): Promise<boolean> => notices.attempt(() => open(device))

  async function close(session: SessionStatus): Promise<void> {
    const closed = await notices.attempt(() => connection.engine().sessions.close({ session: session.id }))
    if (closed)
      notices.show({
        kind: 'info',
        title: (session.replay ? text.replay.closed : text.devices.closed)(session.label),
        detail: ''
      })
  }

  /** Plays a capture, and looks at it. @throws what the engine says. */
  async function openReplay(wish: Omit<z.input<typeof ReplaySpec>, 'kind'>): Promise<void> {
    const device = ReplaySpec.parse({ kind: 'replay', ...wish })
    await open(device)
    view.follow()
    view.select(formatDeviceAddress(device), '')
  }
  const replay = (session: SessionStatus, action: ReplayAction): Promise<boolean> =>
    notices.attempt(() => connection.engine().sessions.replay({ session: session.id, action }))

  async function inject(session: SessionStatus, fault: FaultName): Promise<void> {
    const channel = chosen.value?.session.id === session.id ? chosen.value.channel.name : '*'
    await notices.attempt(() => connection.engine().sessions.inject({ session: session.id, fault, channel }))
  }

  const setFormat = (session: SessionStatus, format: FormatChoice): Promise<boolean> =>
    notices.attempt(() => connection.engine().sessions.setFormat({ session: session.id, format }))

  const configure = (session: string, channel: string, settings: ChannelSettings): Promise<boolean> =>
    notices.attempt(() => connection.engine().sessions.configure({ session, channel, settings }))

  /** Gives every channel of the session these settings; unit and visibility stay each channel's own. */
  async function configureAll(session: SessionStatus, settings: ChannelSettings): Promise<void> {
    const shared = { ...settings, unit: '', visible: true }
    if (!(await configure(session.id, '*', shared))) return
    for (const { name, settings: own } of session.channels)
      if (own.unit !== '' || !own.visible)
        await configure(session.id, name, { ...shared, unit: own.unit, visible: own.visible })
    notices.show({ kind: 'success', title: text.settings.appliedAll(session.channels.length), detail: '' })
  }

  const setVisible = (session: SessionStatus, channel: ChannelStatus, visible: boolean): Promise<boolean> =>
    configure(session.id, channel.name, { ...channel.settings, visible })

  return {
    list,
    known,
    totals,
    chosen,
    together,
    update,
    select,
    open,
    openAnswering,
    tryOpen,
    close,
    replay,
    openReplay,
    inject,
    setFormat,
    configure,
    configureAll,
    setVisible
  }
})
