import { describe, expect, it } from 'vitest'
import { createCreditGate } from '@main/services/credit-gate'

describe('a credit gate', () => {
  it('lets pass what was paid for and holds the next until more is given', async () => {
    const { signal } = new AbortController()
    const gate = createCreditGate(2)
    await gate.take(signal)
    await gate.take(signal)
    let passed = false
    const third = gate.take(signal).then(() => (passed = true))
    await Promise.resolve()
    expect(passed).toBe(false)
    gate.give(1)
    await third
    expect(gate.available).toBe(0)
  })

  it('does not let a view pile up more credits than its limit', () => {
    const gate = createCreditGate(1, 64)
    gate.give(64)
    gate.give(64)
    expect(gate.available).toBe(64)
  })

  it('lets go of who waits when the signal aborts', async () => {
    const ending = new AbortController()
    const parked = createCreditGate(0).take(ending.signal)
    ending.abort()
    await expect(parked).rejects.toMatchObject({ code: 'cancelled' })
  })
})
