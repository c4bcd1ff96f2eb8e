import { afterEach, describe, expect, it } from 'vitest'
import { deathsToTrip, quickDeath, trippedDelay } from '@main/host/restart-delays'
import { aliveInterval } from '@main/host/engine-protocol'
import { silentWaits, supervise, type Supervisor } from '@main/host/supervisor'
import type { Clock } from '@shared/base/clock'
import { manualClock, type ManualClock } from '@shared/base/manual-clock'
import { FakeEngine } from '../../support/fake-engine'
import { settled } from '../../support/flow-collect'

let supervisor: Supervisor<FakeEngine> | undefined
afterEach(async () => {
  supervisor?.kill()
  await supervisor?.stop()
})

interface Started {
  readonly engines: FakeEngine[]
  readonly log: string[]
  readonly clock: ManualClock
  readonly supervisor: Supervisor<FakeEngine>
  newest(): FakeEngine
}

async function start(spawn?: () => FakeEngine, time?: Clock): Promise<Started> {
  const engines: FakeEngine[] = []
  const log: string[] = []
  const clock = manualClock(1_000_000)
  const supervisor_ = supervise<FakeEngine>({
    spawn: () => {
      const engine = spawn ? spawn() : new FakeEngine()
      engines.push(engine)
      return engine
    },
    options: { dataFolder: '/data', open: ['sim:imu'], version: '1', resume: false },
    clock: time ?? clock,
    log: (level, text) => log.push(`${level}: ${text}`)
  })
  supervisor = supervisor_
  await settled()
  return { engines, log, clock, supervisor: supervisor_, newest: () => engines[engines.length - 1]! }
}
const ready = { type: 'ready' } as const

describe('the supervisor', () => {
  it('starts the engine with its options, and gives it out only once it is ready', async () => {
    const { newest, supervisor } = await start()
    const given: FakeEngine[] = []
    supervisor.onReady(engine => given.push(engine))
    expect(newest().told).toEqual([
      { type: 'start', options: { dataFolder: '/data', open: ['sim:imu'], version: '1', resume: false } }
    ])
    expect([supervisor.engine, given]).toEqual([null, []])
    newest().say(ready)
    expect(supervisor.engine).toBe(newest())
    supervisor.onReady(engine => given.push(engine))
    expect(given).toEqual([newest(), newest()])
  })

  it('starts a dead engine again within a second, to resume what was open', async () => {
    const { engines, clock, newest, supervisor } = await start()
    newest().say(ready)
    await clock.advance(2000)
    newest().exit(null, 'SIGSEGV')
    await settled()
    expect(supervisor.engine).toBeNull()
    await clock.advance(1000)
    expect(engines.length).toBe(2)
    expect(newest().told[0]).toMatchObject({ type: 'start', options: { open: [], resume: true } })
  })

  it('starts one that lived long again at once', async () => {
    const { engines, clock, newest } = await start()
    newest().say(ready)
    for (let lived = 0; lived < quickDeath; lived += aliveInterval) {
      await clock.advance(aliveInterval)
      newest().say({ type: 'alive' })
    }
    newest().exit()
    await clock.advance(0)
    expect(engines.length).toBe(2)
  })

  it('opens the asked devices again when the engine died before it was ready', async () => {
    const { clock, newest } = await start()
    newest().exit()
    await clock.advance(1000)
    expect(newest().told[0]).toMatchObject({ options: { open: ['sim:imu'], resume: false } })
  })

  it('slows down and says so after five quick deaths, and recovers after a long life', async () => {
    const { engines, clock, newest, log } = await start()
    for (let death = 1; death < deathsToTrip; death++) {
      newest().exit(3)
      await clock.advance(999)
      expect(engines.length).toBe(death + 1)
    }
    newest().exit(3)
    await clock.advance(trippedDelay - 1)
    expect(engines.length).toBe(deathsToTrip)
    expect(log.at(-1)).toBe(
      'error: The engine exited with code 3, 5 or more times in a row; the next attempt is in 30 s.'
    )
    await clock.advance(1)
    expect(engines.length).toBe(deathsToTrip + 1)
    await clock.advance(quickDeath)
    newest().exit()
    await clock.advance(0)
    expect(engines.length).toBe(deathsToTrip + 2)
  })

  it('ends an engine that never becomes ready', async () => {
    const { clock, engines } = await start()
    await clock.advance(120_000)
    expect(engines[0]!.killed).toBe(true)
    await clock.advance(1000)
    expect(engines.length).toBe(2)
  })

  it('leaves a ready engine alone for as long as it gives signs of life', async () => {
    const { clock, newest, engines } = await start()
    newest().say(ready)
    for (let time = 0; time < 3_600_000; time += 4 * aliveInterval) {
      await clock.advance(4 * aliveInterval)
      newest().say({ type: 'alive' })
    }
    expect([engines.length, newest().killed]).toEqual([1, false])
    expect(clock.sleeping).toBe(1)
    newest().exit(0)
    await settled()
    expect(newest().killed).toBe(false)
  })

  it('ends an engine that has become silent, and starts another that resumes', async () => {
    const { clock, newest, engines, log } = await start()
    newest().say(ready)
    await clock.advance((silentWaits - 1) * aliveInterval)
    newest().say({ type: 'alive' })
    await clock.advance(silentWaits * aliveInterval)
    expect(engines[0]!.killed).toBe(false)
    await clock.advance(aliveInterval)
    expect(engines[0]!.killed).toBe(true)
    expect(log[0]).toBe('error: The engine has given no sign of life for 10 s and is ended.')
    expect(newest().told[0]).toMatchObject({ type: 'start', options: { resume: true } })
  })

  it('takes a suspend, in which one wait lasts for hours, for no silence', async () => {
    const jumping = manualClock(0)
    let jump = 0
    const { newest } = await start(undefined, {
      now: () => jumping.now() + jump,
      sleep: (milliseconds, signal) => jumping.sleep(milliseconds, signal)
    })
    newest().say(ready)
    for (let nights = 0; nights < 10; nights++) {
      jump += 36_000_000
      await jumping.advance(aliveInterval)
      newest().say({ type: 'alive' })
    }
    expect(newest().killed).toBe(false)
  })

  it('starts no other engine when the first one says that none can start', async () => {
    const { clock, newest, engines, supervisor } = await start()
    const refused: unknown[] = []
    supervisor.onRefused(({ message }) => refused.push(message))
    newest().say({ type: 'refused', problem: { code: 'busy', message: 'the folder is used', remedy: 'Use another.' } })
    newest().exit(1)
    await clock.advance(120_000)
    supervisor.onRefused(({ message }) => refused.push(message))
    expect([engines.length, clock.sleeping, refused]).toEqual([1, 0, ['the folder is used', 'the folder is used']])
  })

  it('goes on trying when an engine that has run before is refused', async () => {
    const { clock, newest, engines, log } = await start()
    newest().say(ready)
    newest().exit(1)
    await clock.advance(1000)
    newest().say({ type: 'refused', problem: { code: 'busy', message: 'the folder is used', remedy: 'Use another.' } })
    newest().exit(1)
    await clock.advance(1000)
    expect(engines.length).toBe(3)
    expect(log).toContain('error: the folder is used. Use another.')
  })

  it('asks the engine to stop and waits for it', async () => {
    const { clock, newest, supervisor, engines } = await start()
    newest().say(ready)
    const stopped = supervisor.stop()
    expect(supervisor.engine).toBeNull()
    expect(newest().told.at(-1)).toEqual({ type: 'shutdown' })
    newest().exit(0)
    await stopped
    await clock.advance(60_000)
    expect([engines.length, clock.sleeping]).toEqual([1, 0])
  })

  it('ends by force an engine that does not stop', async () => {
    const { clock, newest, supervisor, log } = await start()
    newest().say(ready)
    const stopped = supervisor.stop()
    await clock.advance(15_000)
    expect(newest().killed).toBe(true)
    await stopped
    expect(log).toEqual(['error: The engine did not answer for 15 s and is ended.'])
  })

  it('stops at once while it waits to start another', async () => {
    const { clock, newest, supervisor, engines } = await start()
    newest().exit()
    await settled()
    await supervisor.stop()
    await clock.advance(60_000)
    expect([engines.length, clock.sleeping]).toEqual([1, 0])
  })

  it('restarts on request without counting it as a death', async () => {
    const { clock, newest, supervisor, engines, log } = await start()
    for (let build = 1; build <= 2 * deathsToTrip; build++) {
      newest().say(ready)
      supervisor.restart()
      supervisor.restart()
      expect(newest().told.filter(({ type }) => type === 'shutdown').length).toBe(1)
      newest().exit(0)
      await clock.advance(0)
      expect(engines.length).toBe(build + 1)
    }
    expect(log).toEqual([])
  })

  it('passes on what the engine logs, and survives a process that cannot be made', async () => {
    let attempts = 0
    const { log, clock, newest } = await start(() => {
      if (attempts++ === 0) throw new Error('no memory')
      return new FakeEngine()
    })
    await clock.advance(1000)
    newest().say({ type: 'log', level: 'info', text: 'hello' })
    expect(log[0]).toBe('error: The engine cannot be started: no memory')
    expect(log.at(-1)).toBe('info: hello')
  })
})
