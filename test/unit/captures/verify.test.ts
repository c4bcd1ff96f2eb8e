import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { Verification } from '@shared/model/verification'
import { defaultChannelSettings } from '@shared/model/settings'
import type { FolderCaptureStore } from '@main/captures'
import { metaChecksum } from '@main/captures/file/schema'
import { capturePaths, capturesFolder } from '@main/captures/paths'
import { lines, livedSession } from '../../support/lived-session'
import { copiedCapture } from '../../support/tampered-capture'
import { batchOf, channelsOf, chunkOf, openStore, query, recordOptions, temporaryFolder } from './temporary-store'

const folder = temporaryFolder()
let store: FolderCaptureStore
/** A session with a gap, settings, a derived channel that appears later, and lines that cannot be read. */
let whole: string
let samples: number
let raws: number
beforeAll(async () => {
  store = await openStore(folder.path)
  whole = await livedSession(store, [
    ({ device }) => device.send(lines(60)),
    ({ session }) =>
      session.configure('temp', { ...defaultChannelSettings, window: 5, anomaly: { kind: 'zscore', threshold: 2 } }),
    ({ device }) => device.send(`oops\n${lines(60, 60)}`),
    ({ session }) => session.setDerived([{ name: 'both', unit: 'X', expression: 'temp+load' }]),
    ({ device }) => device.send(lines(60, 120)),
    ({ device }) => device.unplug(),
    ({ device }) => device.send(`${lines(3000, 180)}1,\n`)
  ])
  ;[[samples, raws]] = (
    await query(folder.path, whole, 'SELECT (SELECT count(*) FROM samples), (SELECT count(*) FROM raw)')
  ).map(row => row.map(Number))
})
afterAll(async () => {
  await store.close()
  folder.remove()
})

async function verified(capture: string, deep = false): Promise<Verification> {
  const run = store.verify({ capture, deep }, new AbortController().signal)
  for (;;) {
    const step = await run.next()
    if (step.done) return step.value
    expect(step.value).toBeGreaterThanOrEqual(0)
  }
}

/** What is found once the SQL has been run over a copy. */
async function afterChange(...sql: string[]): Promise<Verification> {
  return verified(await copiedCapture(folder.path, whole, sql))
}

const nothingFound = { verdict: 'trusted', findings: [] }

describe('verifying', { timeout: 60_000 }, () => {
  test('trusts what was recorded, also when it is decoded again and compared', async () => {
    expect(await verified(whole, true)).toMatchObject({ ...nothingFound, deep: true, checked: { samples } })
  })

  test('trusts a copy that was only renamed, and says what it was recorded as', async () => {
    const { verdict, findings } = await afterChange('CHECKPOINT')
    expect({ verdict, findings }).toEqual({
      verdict: 'trusted',
      findings: [{ kind: 'note', text: `it was recorded as ${whole}` }]
    })
  })

  test('finds any byte that was flipped', async () => {
    const bytes = fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }))
    await fc.assert(
      fc.asyncProperty(bytes, async ([row, at, bits]) => {
        const found = await query(folder.path, whole, `SELECT start, hex(bytes) FROM raw LIMIT 1 OFFSET ${row % raws}`)
        const [start, text] = found[0].map(String)
        const changed = Buffer.from(text, 'hex')
        changed[at % changed.length] ^= bits
        const { verdict } = await afterChange(
          `UPDATE raw SET bytes = unhex('${changed.toString('hex')}') WHERE start = ${start}`
        )
        expect(verdict).toBe('damaged')
      }),
      { numRuns: 6 }
    )
  }, 90_000)

  test('finds any number that was changed, put in or taken out', async () => {
    const change = fc.record({
      sample: fc.nat(),
      column: fc.constantFrom('temp', 'load', 'both', 'time'),
      value: fc.constantFrom('NULL', '-0.5', "'inf'::DOUBLE", '1e300', 'OTHER')
    })
    await fc.assert(
      fc.asyncProperty(change, async ({ sample, column, value }) => {
        const row = sample % samples
        const other = value === 'OTHER' ? `coalesce("${column}", 0) + 0.25` : value
        const [[before]] = await query(folder.path, whole, `SELECT "${column}" FROM samples WHERE sample = ${row}`)
        fc.pre(!(before === null && value === 'NULL'))
        expect((await afterChange(`UPDATE samples SET "${column}" = ${other} WHERE sample = ${row}`)).verdict).toBe(
          'damaged'
        )
      }),
      { numRuns: 9 }
    )
  }, 90_000)

  test('finds any row that was removed from any table', async () => {
    const tables = ['samples', 'raw', 'reads', 'events', 'inputs', 'blocks', 'channels', 'meta']
    for (const table of tables) {
      const [[rows]] = await query(folder.path, whole, `SELECT count(*) FROM ${table}`)
      for (const row of new Set([0, Math.floor(Number(rows) / 2), Number(rows) - 1])) {
        const id = `(SELECT rowid FROM ${table} ORDER BY rowid LIMIT 1 OFFSET ${row})`
        const { verdict, findings } = await afterChange(`DELETE FROM ${table} WHERE rowid = ${id}`)
        expect({ table, row, verdict, findings }).toMatchObject({ verdict: 'damaged' })
      }
    }
  }, 90_000)

  test('trusts one of the version before, which did not say where it ends', async () => {
    const texts = await query(folder.path, whole, 'SELECT key, value FROM meta')
    const meta = new Map(texts.map(([key, value]) => [String(key), String(value)])).set('schema', '2')
    const { verdict, findings } = await afterChange(
      "DELETE FROM meta WHERE key = 'end'",
      "UPDATE meta SET value = '2' WHERE key = 'schema'",
      `UPDATE meta SET value = '${metaChecksum(meta)}' WHERE key = 'crc'`
    )
    expect({ verdict, findings }).toMatchObject({ verdict: 'trusted', findings: [{ kind: 'note' }] })
  })

  test('finds times that were swapped, of samples and of reads', async () => {
    const between = await query(folder.path, whole, 'SELECT count(DISTINCT time) FROM reads')
    expect(Number(between[0][0])).toBeGreaterThan(2)
    for (const table of ['samples', 'reads']) {
      const low = `(SELECT min(time) FROM ${table})`
      const high = `(SELECT max(time) FROM ${table})`
      const swapped = `CASE time WHEN ${low} THEN ${high} WHEN ${high} THEN ${low} ELSE time END`
      expect((await afterChange(`UPDATE ${table} SET time = ${swapped}`)).verdict).toBe('damaged')
    }
  })

  test.each([
    ['a read that ended elsewhere', 'UPDATE reads SET time = time + 0.001 WHERE rowid = 1'],
    ['an event', `UPDATE events SET data = replace(data, '"kind":"settings"', '"kind": "settings"')`],
    ["an event's column", "UPDATE events SET time = time + 1 WHERE kind = 'format'"],
    ['an input', "UPDATE inputs SET start = start + 1 WHERE kind = 'settings'"],
    [
      'the settings it was decoded with',
      "UPDATE meta SET value = replace(value, 'auto', 'labels') WHERE key = 'conditions'"
    ],
    ["a block's extremes", 'UPDATE blocks SET high = list_transform(high, x -> x + 1) WHERE rowid = 0'],
    ["a channel's name", "UPDATE channels SET name = 'tamp' WHERE index = 0"],
    ['the accounts', 'UPDATE accounts SET received = received + 1'],
    ['the reasons of rejects', `UPDATE accounts SET reasons = '{}' WHERE rejected > 0`],
    ['a sample too many', `INSERT INTO samples (sample, time) VALUES (${10 ** 6}, 9e15)`],
    ['a column too many', 'ALTER TABLE samples ADD COLUMN more DOUBLE']
  ])('finds %s', async (_, sql) => {
    expect(await afterChange(sql)).toMatchObject({ verdict: 'damaged' })
  })

  test('says of a capture without room that it is trusted, with what it lost, to the byte and the sample', async () => {
    const small = await openStore(folder.path, { capacity: 300_000, freeSpace: async () => 1e12 })
    const recorder = small.record(recordOptions)
    const channels = channelsOf(['a'])
    let bytes = 0
    let rows = 0
    recorder.attach({
      accounts: () => ({ received: bytes, decoded: rows, rejected: 0, rejectedByReason: {} }),
      conditions: () => ({ format: 'auto', byteTime: 0, settings: {}, derived: [], triggers: [] })
    })
    for (let turn = 0; turn < 40; turn++) {
      const time = recordOptions.start + turn
      const text = 'x'.repeat(20_000)
      recorder.accept(chunkOf([{ text, time }]))
      bytes += text.length
      recorder.accept(
        batchOf(
          channels,
          rows,
          Array.from({ length: 2000 }, () => [time, turn])
        )
      )
      rows += 2000
    }
    await recorder.close()
    const { accounts } = recorder.status()
    await small.close()
    expect(accounts).toMatchObject({ received: 800_000, decoded: 80_000, agree: true })
    const { verdict, findings } = await verified(recorder.capture)
    expect(verdict).toBe('known-losses')
    const said = findings.map(({ text }) => text).join('; ')
    expect(said).toContain(`${accounts!.bytesLost.toLocaleString('en-GB')} bytes were not recorded`)
    expect(said).toContain(`${accounts!.rowsLost.toLocaleString('en-GB')} samples were not recorded`)
    expect(accounts!.bytesLost).toBeGreaterThan(0)
  })

  test('can be asked of a capture while it is recorded, as it is at that moment', async () => {
    const recorder = store.record(recordOptions)
    recorder.accept(chunkOf([{ text: '1\n', time: recordOptions.start }]))
    recorder.accept(batchOf(channelsOf(['a']), 0, [[recordOptions.start, 1]]))
    await store.reader.flush(recorder.capture)
    expect(await verified(recorder.capture)).toMatchObject({ verdict: 'trusted', checked: { bytes: 2, samples: 1 } })
    await recorder.close()
  })

  test('says of a file that was overwritten or cut off that it is damaged, in words, and goes on', async () => {
    const size = statSync(capturePaths(capturesFolder(folder.path), whole).database).size
    const harm = fc.oneof(
      fc.record({ cut: fc.integer({ min: 0, max: size - 1 }) }),
      fc.record({
        at: fc.integer({ min: 0, max: size - 9000 }),
        bytes: fc.uint8Array({ minLength: 8192, maxLength: 8192 })
      })
    )
    await fc.assert(
      fc.asyncProperty(harm, async how => {
        const id = await copiedCapture(folder.path, whole)
        const { database } = capturePaths(capturesFolder(folder.path), id)
        if ('cut' in how) truncateSync(database, how.cut)
        else {
          const content = readFileSync(database)
          content.set(how.bytes, how.at)
          writeFileSync(database, content)
        }
        const { verdict, findings } = await verified(id)
        // Pages that hold nothing may hold anything.
        if (verdict !== 'damaged') expect((await verified(id, true)).verdict).not.toBe('damaged')
        else expect(findings[0].text).toMatch(/^[^\n]{10,}$/)
        if ('cut' in how && how.cut < size / 2) expect(verdict).toBe('damaged')
      }),
      { numRuns: 16 }
    )
    expect(await verified(whole)).toMatchObject(nothingFound)
  }, 90_000)

  test('finds by decoding again what was changed together with its checksums', async () => {
    const time = "UPDATE events SET data = data WHERE kind = 'none'"
    const id = await copiedCapture(folder.path, whole, [
      time,
      'ALTER TABLE reads DROP COLUMN crc',
      'UPDATE reads SET time = time + 0.5'
    ])
    expect((await verified(id)).verdict).not.toBe('trusted')
    const lowered = await copiedCapture(folder.path, whole, [
      'DROP TABLE blocks',
      'UPDATE samples SET load = load + 1 WHERE sample = 77'
    ])
    expect((await verified(lowered)).verdict).toBe('trusted')
    const { verdict, findings } = await verified(lowered, true)
    expect(verdict).toBe('damaged')
    expect(findings[0].text).toMatch(
      /^decoded again, 1 numbers are different; the first: load of sample 77, recorded \d, decoded \d$/
    )
  })

  test('checks a capture of the first version as far as it can be, and says so', async () => {
    const old = [
      ...['inputs', 'blocks', 'accounts'].map(table => `DROP TABLE ${table}`),
      ...['raw', 'reads', 'events'].map(table => `ALTER TABLE ${table} DROP COLUMN crc`),
      'ALTER TABLE reads DROP COLUMN chunk',
      "DELETE FROM meta WHERE key NOT IN ('schema', 'capture', 'device', 'address', 'label', 'start')",
      "UPDATE meta SET value = '1' WHERE key = 'schema'"
    ]
    const { verdict, findings } = await afterChange(...old)
    expect(verdict).toBe('trusted')
    expect(findings[0].text).toMatch(/^it is of an earlier version/)
    expect((await afterChange(...old, 'DELETE FROM samples WHERE sample = 5')).verdict).toBe('damaged')
    const deep = await verified(await copiedCapture(folder.path, whole, old), true)
    expect(deep.findings.map(({ text }) => text).join()).toContain('it was not decoded again')
  })

  test('a capture that does not exist is not damaged but not there', async () => {
    await expect(verified('nowhere')).rejects.toMatchObject({ code: 'not-found' })
  })
})
