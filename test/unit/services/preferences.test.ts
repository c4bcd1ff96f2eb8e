import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openPreferences, type Preferences } from '@main/services/preferences'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'signalbox-preferences-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function now(preferences: Preferences): Promise<Record<string, unknown>> {
  for await (const values of preferences.watch(new AbortController().signal)) return values
  throw new Error('the stream ended')
}
const onDisk = (): unknown => JSON.parse(readFileSync(join(folder, 'preferences.json'), 'utf8'))

describe('what pages ask to be remembered', () => {
  it('is there after a restart, and forgotten when set to null', async () => {
    const first = await openPreferences(folder)
    await first.set('look', { theme: 'dark' })
    await first.set('view', 7)
    await first.set('view', null)
    const again = await openPreferences(folder)
    expect(await now(again)).toEqual({ look: { theme: 'dark' } })
    expect(again.problem).toBe('')
  })
  it('is told to everybody who watches, after every change', async () => {
    const preferences = await openPreferences(folder)
    const watching = preferences.watch(new AbortController().signal)
    expect((await watching.next()).value).toEqual({})
    const next = watching.next()
    await preferences.set('a', 1)
    expect((await next).value).toEqual({ a: 1 })
    await watching.return()
  })
  it('is what was asked last, however many ask at once', async () => {
    const preferences = await openPreferences(folder)
    await Promise.all(Array.from({ length: 50 }, (_, index) => preferences.set(`key-${index % 5}`, index)))
    const last = { 'key-0': 45, 'key-1': 46, 'key-2': 47, 'key-3': 48, 'key-4': 49 }
    expect(await now(preferences)).toEqual(last)
    expect(onDisk()).toEqual(last)
    expect(readdirSync(folder)).toEqual(['preferences.json'])
  })
  it('is as it was written down, so that a restart changes nothing', async () => {
    const preferences = await openPreferences(folder)
    await preferences.set('when', new Date(0))
    expect(await now(preferences)).toEqual({ when: '1970-01-01T00:00:00.000Z' })
    await expect(preferences.set('big', 1n)).rejects.toThrow(/cannot be remembered/)
  })
  it('is bounded, one by one and all together', async () => {
    const preferences = await openPreferences(folder)
    await expect(preferences.set('long', 'x'.repeat(256 * 1024))).rejects.toThrow(/"long"/)
    // Counted as it lies on the disk: a letter may be three bytes.
    await expect(preferences.set('wide', '€'.repeat(100_000))).rejects.toThrow(/"wide"/)
    await Promise.all(Array.from({ length: 16 }, (_, part) => preferences.set(`part-${part}`, 'x'.repeat(255 * 1024))))
    await expect(preferences.set('more', 'x'.repeat(200 * 1024))).rejects.toThrow(/all that is remembered/)
    await preferences.set('part-0', null)
    await preferences.set('more', 'x'.repeat(200 * 1024))
  })
  it('is bounded in number', async () => {
    const preferences = await openPreferences(folder)
    const results = await Promise.allSettled(
      Array.from({ length: 510 }, (_, count) => preferences.set(`key-${count}`, 0))
    )
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(10)
    expect(Object.keys(await now(preferences))).toHaveLength(500)
    await preferences.set('key-3', 1)
  })
  it.each(['', '{', '[1]', '"x"'])('starts from nothing when the file is broken, and keeps it: %j', async text => {
    writeFileSync(join(folder, 'preferences.json'), text)
    const preferences = await openPreferences(folder)
    expect(preferences.problem).toContain('set aside')
    expect(await now(preferences)).toEqual({})
    expect(readFileSync(join(folder, 'preferences.json.unreadable'), 'utf8')).toBe(text)
    await preferences.set('a', 1)
    expect(onDisk()).toEqual({ a: 1 })
  })
})
