import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paginate, pipe, take, type Page } from '@shared/flow'
import { collect, collectUntilError, open, settled } from '../../support/flow-collect'

describe('paginate', () => {
  it('gives the items of all pages in order, empty ones included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.integer()), { minLength: 1 }), async pages => {
        const fetched: number[] = []
        const source = paginate<number, number>({
          first: 0,
          async fetch(cursor) {
            fetched.push(cursor)
            return { items: pages[cursor], next: cursor + 1 < pages.length ? cursor + 1 : undefined }
          }
        })
        expect(await collect(source)).toEqual(pages.flat())
        expect(fetched).toEqual(pages.map((_, index) => index))
      })
    )
  })

  it('fetches no page before its first item is pulled', async () => {
    let fetched = 0
    const endless = paginate<number, number>({
      first: 0,
      async fetch(cursor): Promise<Page<number, number>> {
        fetched++
        return { items: [cursor, cursor], next: cursor + 1 }
      }
    })
    expect(await collect(pipe(endless, take(5)))).toEqual([0, 0, 1, 1, 2])
    expect(fetched).toBe(3)
  })

  it('leaves a fetch behind that heeds no signal', async () => {
    const controller = new AbortController()
    const source = paginate<number, number>({ first: 0, fetch: () => new Promise(() => undefined) })
    const pull = open(source, controller.signal).next()
    await settled()
    controller.abort()
    await expect(pull).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('notices a page that names itself', async () => {
    const source = paginate({ first: 'a', fetch: async () => ({ items: [1], next: 'a' }) })
    const { items, error } = await collectUntilError(source)
    expect(items).toEqual([1])
    expect(error).toMatchObject({ code: 'bad-input' })
  })
})
