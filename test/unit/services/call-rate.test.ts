import { expect, it } from 'vitest'
import { manualClock } from '@shared/base/manual-clock'
import { callRate } from '@main/services/call-rate'

it('a page may call as fast as any person, and not without end', async () => {
  const clock = manualClock()
  const isAllowed = callRate(clock)
  for (let second = 0; second < 100; second++) {
    for (let call = 0; call < 200; call++) expect(isAllowed()).toBe(true)
    await clock.advance(1000)
  }
  let made = 0
  while (isAllowed()) made++
  expect(made).toBe(500)
  await clock.advance(1000)
  expect(isAllowed()).toBe(true)
})
