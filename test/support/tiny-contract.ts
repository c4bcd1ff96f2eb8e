import { os, ORPCError, type RouterClient } from '@orpc/server'
import { z } from 'zod'

let ended = 0

/** A small router with one of each: a call, a defined error, a bug, a stream that ends, one that never does. */
export const tinyRouter = {
  echo: os.input(z.object({ text: z.string() })).handler(({ input }) => input),
  refuse: os.errors({ REFUSED: { status: 409, data: z.object({ remedy: z.string() }) } }).handler(({ errors }) => {
    throw errors.REFUSED({ message: 'it is open already', data: { remedy: 'close it first' } })
  }),
  break: os.handler((): string => {
    throw new ORPCError('INTERNAL_SERVER_ERROR', { message: 'a bug' })
  }),
  count: os.input(z.object({ to: z.number() })).handler(async function* ({ input }) {
    for (let value = 1; value <= input.to; value++) yield value
  }),
  /** Yields once and then parks, as a watch does; its end is counted. */
  watch: os.handler(async function* ({ signal }) {
    try {
      yield 'present state'
      await new Promise<void>(resolve => signal?.addEventListener('abort', () => resolve(), { once: true }))
    } finally {
      ended++
    }
  }),
  ended: os.handler(() => ended)
}

export type TinyClient = RouterClient<typeof tinyRouter>
