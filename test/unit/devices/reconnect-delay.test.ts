import { expect, test } from 'vitest'
import { reconnectDelay } from '@main/devices/reconnect-delay'
import { manualClock } from '@shared/base/manual-clock'

test('a device that is gone is looked for soon, then every two seconds', () => {
  const delay = reconnectDelay(manualClock(), 'a board')
  expect(Array.from({ length: 6 }, () => delay.refused('not-found'))).toEqual([250, 500, 1000, 2000, 2000, 2000])
})

test('a device that refuses is tried less and less, at most every 15 s, until it opens', async () => {
  const clock = manualClock()
  const delay = reconnectDelay(clock, 'a board')
  const waits: number[] = []
  for (let failure = 0; failure < 8; failure++) {
    waits.push(delay.refused('busy'))
    await clock.advance(waits[failure])
  }
  expect(waits).toEqual([250, 500, 4000, 8000, 15_000, 15_000, 15_000, 15_000])
  delay.connected()
  expect(delay.gone()).toBe(250)
  expect(delay.refused('busy')).toBe(500)
})
