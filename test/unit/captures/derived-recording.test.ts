import { expect, it } from 'vitest'
import { join } from 'node:path'
import { createPipeline } from '@main/pipeline/chain'
import { batchOf as rowsOf, channelsOf, exported, openStore, recordOptions, temporaryFolder } from './temporary-store'
import { passingDecoder } from '../pipeline/batches'

it('a derived channel is recorded and exported like any other, from the sample on at which it was set', async () => {
  const folder = temporaryFolder()
  const store = await openStore(folder.path)
  const recorder = store.record(recordOptions)
  const pipeline = createPipeline(passingDecoder())
  const channels = channelsOf(['u', 'i'])
  const { start } = recordOptions
  const send = (item: Parameters<typeof pipeline.send>[0]): void => {
    for (const output of pipeline.send(item)) recorder.accept(output)
  }
  send(rowsOf(channels, 0, [[start, 2, 3]]))
  const derived = { kind: 'derived', time: start, sample: 1 } as const
  send({ ...derived, channels: [{ name: 'power', unit: 'W', expression: 'u * i' }] })
  send(rowsOf(channels, 1, [[start + 1, 4, 5]]))
  send({ ...derived, channels: [] })
  send(rowsOf(channels, 2, [[start + 2, 6, 7]]))
  await recorder.close()
  const { text } = await exported(store, { capture: recorder.capture, format: 'csv' }, join(folder.path, 'out.csv'))
  const [header, ...rows] = text.trim().split('\n')
  expect(header).toMatch(/u.*,i.*,power/)
  expect(rows.map(row => row.split(',').slice(-3))).toEqual([
    ['2', '3', ''],
    ['4', '5', '20'],
    ['6', '7', '']
  ])
  await store.close()
  folder.remove()
})
