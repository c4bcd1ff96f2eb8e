import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { manualClock } from '@shared/base/manual-clock'
import type { FromQuery, ToQuery } from '@main/captures/query/messages'
import { serveQuery } from '@main/captures/query/serve-query'
import { until } from '../../../support/until'
import { temporaryFolder } from '../temporary-store'

/** The process's end of a channel whose other end is the test. */
function served(residentNow = (): number => 0): {
  port: EventEmitter
  replies: FromQuery[]
  ended: () => boolean
  clock: ReturnType<typeof manualClock>
} {
  const port = new EventEmitter()
  const replies: FromQuery[] = []
  const clock = manualClock()
  let ended = false
  serveQuery(
    Object.assign(port, {
      send(message: FromQuery, sent?: () => void) {
        replies.push(message)
        sent?.()
      }
    }),
    { memory: 64, resident: 100, residentNow, end: () => (ended = true) },
    clock
  )
  return { port, replies, ended: () => ended, clock }
}
const told = (port: EventEmitter, message: ToQuery): boolean => port.emit('message', message)

test('a process whose engine has gone takes the copies with it', async () => {
  const folder = temporaryFolder()
  const copies = join(folder.path, 'copies')
  mkdirSync(copies)
  const { port, replies, ended } = served()
  told(port, { kind: 'parse', sql: 'SELECT 1 AS one', beside: [] })
  await until('it is parsed', () => replies.length === 1)
  told(port, { kind: 'run', source: { kind: 'copies', folder: copies, tables: [], newest: [] }, beside: [] })
  await until('it has answered', () => replies.length === 2)
  expect(replies[1]).toMatchObject({ kind: 'page', page: { rows: '[[1]]', done: true } })
  port.emit('disconnect')
  expect(existsSync(copies)).toBe(false)
  expect(ended()).toBe(true)
  folder.remove()
})

test('a process that grows beyond its memory says so and ends', async () => {
  let resident = 99
  const { replies, ended, clock } = served(() => resident)
  await clock.advance(1000)
  expect(ended()).toBe(false)
  resident = 100
  await clock.advance(20)
  expect(replies).toMatchObject([{ kind: 'refusal', problem: { code: 'overflow' } }])
  expect(ended()).toBe(true)
})
