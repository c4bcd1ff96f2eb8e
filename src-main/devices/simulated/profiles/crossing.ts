import type { Profile } from '../profile'

export const lamp = { green: 0, yellow: 1, red: 2 } as const
/** Ticks each light is on; a tick is a row. */
export const lampTicks = { green: 30, yellow: 5, red: 35 } as const
const [up, down] = [90, 0]
/** Ticks the barrier takes to go down or up, within the red time. */
const barrierTicks = 9

/** A level crossing: the lamp's cycle is a state machine whose states are generators, each as long as it lasts. */
export const crossing: Profile = {
  title: 'Railway crossing',
  description:
    'A lamp that cycles 30, 5 and 35 ticks (0 green, 1 yellow, 2 red), a barrier (degrees) and a bell (0 or 1).',
  rate: 10,
  countable: false,
  channels: () => [
    { name: 'lamp', unit: '', decimals: 0, spread: 0.97 },
    { name: 'barrier', unit: '°', decimals: 1, spread: 40 },
    { name: 'bell', unit: '', decimals: 0, spread: 0.4 }
  ],
  *rows() {
    const row = new Float64Array(3)
    for (const { light, barrier, bell } of cycle()) {
      row[0] = lamp[light]
      row[1] = barrier
      row[2] = bell ? 1 : 0
      yield row
    }
    throw new RangeError('the crossing never closes down')
  }
}

interface Tick {
  readonly light: keyof typeof lamp
  /** Degrees above the road. */
  readonly barrier: number
  readonly bell: boolean
}
type Phase = Generator<Tick, void, void>

function* cycle(): Generator<Tick, never, void> {
  for (;;) {
    yield* still({ light: 'green', barrier: up, bell: false }, lampTicks.green)
    yield* still({ light: 'yellow', barrier: up, bell: true }, lampTicks.yellow)
    yield* closed()
  }
}

/** Red: the barrier goes down with the bell ringing, the train passes, the barrier goes up. */
function* closed(): Phase {
  yield* swing(up, down, true)
  yield* still({ light: 'red', barrier: down, bell: false }, lampTicks.red - 2 * barrierTicks)
  yield* swing(down, up, false)
}

function* still(tick: Tick, ticks: number): Phase {
  for (let count = 0; count < ticks; count++) yield tick
}

function* swing(from: number, to: number, bell: boolean): Phase {
  for (let tick = 1; tick <= barrierTicks; tick++)
    yield { light: 'red', barrier: from + ((to - from) * tick) / barrierTicks, bell }
}
