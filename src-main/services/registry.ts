import { throwIfCancelled } from '@shared/base/abort'
import type { Clock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import { formatDeviceAddress } from '@shared/model/address'
import type { DerivedChannel } from '@shared/model/derived'
import type { DeviceSpec, LiveSpec, ReplaySpec } from '@shared/model/device'
import type { FormatChoice } from '@shared/model/format'
import type { ReplayAction } from '@shared/model/replay'
import type { SessionStatus } from '@shared/model/session'
import type { ChannelSettings } from '@shared/model/settings'
import type { TriggerSettings } from '@shared/model/trigger'
import type { CaptureStore } from '../captures/store'
import type { Device } from '../devices/device'
import { createNotifier } from '../pipeline/notifier'
import type { Journal } from '../pipeline/journal'
import { CaptureChain } from '../pipeline/capture-chain'
import { Past } from '../pipeline/past'
import type { Conditions } from '../pipeline/processor'
import { type Session, startSession } from '../pipeline/session'
import { Replays } from './replays'
import { createSessionMemory } from './session-memory'
import type { StateFile } from './state-file'

export interface RegistryOptions {
  readonly store: CaptureStore
  readonly journal: Journal
  readonly stateFile: StateFile
  readonly clock: Clock
  readonly openDevice: (spec: LiveSpec) => Device
}

/** The mediator: every open session by its name. Views command it; sessions never talk to each other. */
export interface SessionRegistry {
  /**
   * A device is there at once, a replay as soon as its capture has been looked into.
   * @throws SignalboxError `busy` when the device is open already; for a replay also what `Replay.open` throws.
   */
  open(device: DeviceSpec, format: FormatChoice): Promise<Session>
  /** Answers the name of the session that is there afterwards. @throws SignalboxError `forbidden` for a device. */
  replay(session: string, action: ReplayAction): Promise<string>
  /** @throws SignalboxError `busy` when the capture is being replayed. */
  refuseReplayed(capture: string): void
  /** @throws SignalboxError `not-found`. */
  get(session: string): Session
  find(session: string): Session | undefined
  isOpen(device: DeviceSpec): boolean
  close(session: string): Promise<void>
  configure(session: string, channel: string, settings: ChannelSettings): void
  setFormat(session: string, format: FormatChoice): void
  /** @throws SignalboxError `bad-input` when an expression cannot be computed. */
  setDerived(session: string, channels: readonly DerivedChannel[]): void
  /** @throws SignalboxError `bad-input` when two have the same id. */
  setTriggers(session: string, triggers: readonly TriggerSettings[]): void
  /** @throws SignalboxError `not-found`. */
  armTrigger(session: string, trigger: string, armed: boolean): void
  status(): SessionStatus[]
  /** Counts what was opened, closed and changed by hand. */
  readonly version: number
  /** Resolves when a session was opened or closed. */
  whenChanged(signal: AbortSignal): Promise<void>
  /** Opens what was open when the engine last died, with its stages as they were. */
  resume(): void
  /** Saves the stages' state; called every few seconds. */
  checkpoint(): Promise<void>
  closeAll(): Promise<void>
}

/** Each has a database file with its memory, and a history of up to some 100 MB. */
const maximumSessions = 64
/** Captures that are looked at as one session: each is from a death of the engine. */
const longestChain = 100

export function createRegistry({ store, journal, stateFile, clock, openDevice }: RegistryOptions): SessionRegistry {
  const sessions = new Map<string, Session>()
  const changed = createNotifier()
  const { state } = stateFile
  const memory = createSessionMemory(stateFile, journal, clock)
  let numbered = 0
  let version = 0
  const ending = new AbortController()

  function noteChange(): void {
    version++
    changed.notify()
  }

  const nextId = (): string => `s${++numbered}`
  const replays = new Replays({
    store,
    journal,
    clock,
    newId: nextId,
    onReplaced(before, after) {
      // In the same place of the list.
      const all = [...sessions.values()].map(session => (session === before ? after : session))
      sessions.clear()
      for (const session of all) sessions.set(session.id, session)
      noteChange()
    },
    onFailure: memory.reportReplay
  })

  const findOpen = (spec: DeviceSpec): Session | undefined =>
    [...sessions.values()].find(session => sameDevice(session.device.spec, spec))

  /** @throws SignalboxError `busy`. */
  function checkRoom(spec: DeviceSpec): void {
    const open = findOpen(spec)
    if (open)
      throw new SignalboxError('busy', `${open.address} is open already`, {
        remedy: 'Close it first, or use the session it is open in.'
      })
    if (sessions.size >= maximumSessions)
      throw new SignalboxError('busy', `${maximumSessions} devices are open already`, { remedy: 'Close one first.' })
  }

  async function startReplay(spec: ReplaySpec): Promise<Session> {
    checkRoom(spec)
    const session = await replays.open(spec, ending.signal)
    if (ending.signal.aborted) await replays.close(session.id)
    throwIfCancelled(ending.signal)
    sessions.set(session.id, session)
    noteChange()
    return session
  }

  function start(spec: LiveSpec, format: FormatChoice, resumed = false): Session {
    checkRoom(spec)
    const address = formatDeviceAddress(spec)
    const device = openDevice(spec)
    const id = nextId()
    const conditions: Conditions = {
      format,
      byteTime: device.byteTime,
      known: state.layouts[address],
      settings: { ...state.settings[address] },
      derived: state.derived[address] ?? [],
      triggers: state.triggers[address] ?? [],
      stages: resumed ? state.checkpoints[address] : undefined
    }
    const record = { device: spec, address, label: device.label, start: clock.now(), conditions }
    const recorder = store.record(record, rolled)
    const chain = new CaptureChain(resumed ? (state.chains[address] ?? []) : [], recorder.capture)
    const keepChain = (): void => void (state.chains[address] = chain.captures.slice(-longestChain))
    keepChain()
    const past = new Past(store.reader, chain, () => recorder.status().safeUntil)
    function rolled(capture: string): void {
      const time = clock.now()
      journal.add(id, device.label, { kind: 'recording', time, capture: chain.current, phase: 'completed' })
      journal.add(id, device.label, { kind: 'recording', time, capture, phase: 'started' })
      chain.roll(capture)
      keepChain()
      void memory.save()
    }
    void past.open(ending.signal).catch(memory.reportPast)
    const session = startSession({
      id,
      device,
      conditions,
      resumed: resumed ? { seenUntil: state.seenUntil[address] } : undefined,
      recorder,
      past,
      journal,
      clock
    })
    sessions.set(id, session)
    journal.add(id, device.label, { kind: 'recording', time: clock.now(), capture: recorder.capture, phase: 'started' })
    noteChange()
    return session
  }

  /** A port that never opened, or never said a word, leaves nothing to keep; answers whether that was so. */
  async function removeEmpty(session: Session, capture: string): Promise<boolean> {
    if (session.status().bytes > 0) return false
    return store.remove(capture).then(
      () => true,
      () => false
    )
  }

  const get = (id: string): Session => {
    const session = sessions.get(id)
    if (!session)
      throw new SignalboxError('not-found', `there is no session "${id}"`, {
        remedy: 'It may have been closed; open the device again.'
      })
    return session
  }

  return {
    get,
    find: id => sessions.get(id),
    isOpen: spec => findOpen(spec) !== undefined,
    async open(spec, format) {
      const session = spec.kind === 'replay' ? await startReplay(spec) : start(spec, format)
      memory.keepOpen(spec, format)
      void memory.save()
      return session
    },
    async replay(id, action) {
      const name = await replays.act(sessions.get(id), id, action)
      noteChange()
      return name
    },
    refuseReplayed: capture => replays.refuse(capture),
    async close(id) {
      const replayed = await replays.close(id)
      if (replayed) {
        sessions.delete(replayed.id)
        memory.keepOpen(replayed.device.spec, null)
        void memory.save()
        return noteChange()
      }
      const session = get(id)
      const { capture } = session.status().recording ?? {}
      await session.close()
      memory.keepTriggers(session)
      memory.keepLayout(session)
      sessions.delete(id)
      memory.keepOpen(session.device.spec, null)
      void memory.save()
      if (capture && !(await removeEmpty(session, capture)))
        journal.add(id, session.device.label, { kind: 'recording', time: clock.now(), capture, phase: 'completed' })
      noteChange()
    },
    configure(id, channel, settings) {
      const session = get(id)
      session.configure(channel, settings)
      noteChange()
      if (replays.hold(session, 'settings')) return
      state.settings[session.address] = { ...session.settings }
      void memory.save()
    },
    setFormat(id, format) {
      const session = get(id)
      session.setFormat(format)
      noteChange()
      if (replays.hold(session, 'format')) return
      memory.keepOpen(session.device.spec, format)
      void memory.save()
    },
    setDerived(id, channels) {
      const session = get(id)
      session.setDerived(channels)
      noteChange()
      if (replays.hold(session, 'derived')) return
      state.derived[session.address] = [...channels]
      void memory.save()
    },
    setTriggers(id, triggers) {
      const session = get(id)
      session.setTriggers(triggers)
      noteChange()
      if (replays.hold(session, 'triggers')) return
      memory.keepTriggers(session)
      void memory.save()
    },
    armTrigger(id, trigger, armed) {
      const session = get(id)
      session.armTrigger(trigger, armed)
      noteChange()
      if (replays.hold(session, 'triggers')) return
      memory.keepTriggers(session)
      void memory.save()
    },
    get version() {
      return version
    },
    status: () => [...sessions.values()].map(session => session.status()),
    whenChanged: signal => changed.wait(signal),
    resume() {
      journal.add('', 'engine', {
        kind: 'fault',
        time: clock.now(),
        place: 'engine',
        code: 'fault',
        message: 'the engine ended unexpectedly and was started again; recording goes on in a new capture',
        remedy: 'The capture before is kept, complete up to a second before the end.'
      })
      for (const { device, format } of state.open)
        if (device.kind === 'replay') void startReplay(device).catch(memory.reportReplay)
        else start(device, format, true)
      void memory.save()
    },
    async checkpoint() {
      for (const session of sessions.values()) {
        const replay = replays.find(session.id)
        if (replay) memory.keepOpen(replay.spec, 'auto')
        else memory.keepCheckpoint(session)
      }
      if (sessions.size > 0) await memory.save()
    },
    async closeAll() {
      for (const { id } of [...sessions.values()]) if (await replays.close(id)) sessions.delete(id)
      const captures = new Map([...sessions.values()].map(session => [session, session.status().recording?.capture]))
      await Promise.all([...sessions.values()].map(session => session.close()))
      for (const [session, capture] of captures) if (capture) await removeEmpty(session, capture)
      for (const session of sessions.values()) {
        memory.keepTriggers(session)
        memory.keepLayout(session)
      }
      sessions.clear()
      memory.forgetOpen()
      ending.abort()
      await memory.save()
    }
  }
}

/** A serial port is one device whatever its baud rate; simulators differ by everything they are made with. */
function sameDevice(one: DeviceSpec, other: DeviceSpec): boolean {
  if (one.kind === 'serial') return other.kind === 'serial' && one.path === other.path
  return other.kind === one.kind && formatDeviceAddress(one) === formatDeviceAddress(other)
}
