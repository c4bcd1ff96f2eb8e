import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ring } from '@shared/base/ring'
import { collectGarbage } from '../../support/flow-collect'

describe('a ring', () => {
  it('behaves like an array with push and shift, at any size', () => {
    const commands = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constant('push') }, fc.constant('shift')))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.noShrink(commands), (capacity, sequence) => {
        const made = ring<number>(capacity)
        const model: number[] = []
        sequence.forEach((command, index) => {
          if (command === 'push' && !made.full) {
            made.push(index)
            model.push(index)
          } else if (command === 'shift' && made.length > 0) {
            expect(made.shift()).toBe(model.shift())
          }
          expect(made.length).toBe(model.length)
          expect(made.full).toBe(model.length === capacity)
          expect(Array.from({ length: made.length + 1 }, (_, at) => made.at(at))).toEqual([...model, undefined])
        })
      })
    )
  })

  it('refuses more than its capacity and says so', () => {
    const made = ring<number>(2)
    made.push(1)
    made.push(2)
    expect(() => made.push(3)).toThrow(expect.objectContaining({ code: 'overflow' }))
    expect(made.shift()).toBe(1)
  })

  it('tells an empty ring from a stored undefined', () => {
    const made = ring<undefined>(1)
    made.push(undefined)
    expect(made.shift()).toBeUndefined()
    expect(() => made.shift()).toThrow(expect.objectContaining({ code: 'fault' }))
  })

  it.each([0, -1, 1.5, NaN, Infinity])('refuses a capacity of %s', capacity => {
    expect(() => ring(capacity)).toThrow(expect.objectContaining({ code: 'bad-input' }))
  })

  it('lets go of what was taken or cleared', async () => {
    const made = ring<object>(4)
    const references: WeakRef<object>[] = []
    // A function of its own, because a frame that is still running keeps what its variables held.
    const fill = (): void => {
      for (let count = 0; count < 4; count++) {
        const item = { count }
        references.push(new WeakRef(item))
        made.push(item)
      }
    }
    fill()
    made.shift()
    expect(await collectGarbage(() => references[0].deref() === undefined)).toBe(true)
    expect(references[1].deref() === undefined).toBe(false)
    made.clear()
    expect(await collectGarbage(() => references.every(reference => !reference.deref()))).toBe(true)
    expect(made.length).toBe(0)
  })
})
