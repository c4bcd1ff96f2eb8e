import { exec } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDecoder, createRejectList } from '@main/decoders'
import type { Item } from '@shared/model/item'
import { functionNames } from '@shared/expression'
import { StatesFile } from '@shared/model/settings'
import { program } from '../support/run-signalbox'

const root = resolve(import.meta.dirname, '../..')
const guide = join(root, 'docs/guide')
const page = (name: string): string => readFileSync(join(guide, name), 'utf8')

/** The fenced blocks of a page whose opening line is as `info` says, each with the text up to the next block. */
function blocks(name: string, info: RegExp): { info: string; text: string; behind: string }[] {
  return [...page(name).matchAll(/^```([^\n]+)\n([^]*?)^```\n([^]*?)(?=^```|$(?![^]))/gm)]
    .filter(([, opening]) => info.test(opening))
    .map(([, opening, text, behind]) => ({ info: opening, text, behind }))
}

/** What stands between backquotes in the sentence that begins with `word`. */
function quoted(text: string, word: string): string[] {
  const sentence = new RegExp(`${word}: ([^]*?\`)\\.`).exec(text)?.[1] ?? ''
  return sentence.split(', ').map(part => part.replaceAll('`', ''))
}

describe('formats.md', () => {
  const examples = blocks('formats.md', /^text \w+$/)

  it('shows every format', () => {
    const shown = examples.map(({ info }) => info.slice('text '.length))
    expect(new Set(shown)).toEqual(new Set(['separated', 'labels', 'keyvalue', 'teleplot', 'json']))
  })

  it.each(examples)('says truly what its example in $info comes to', ({ info, text, behind }) => {
    const rejects = createRejectList()
    const decoder = createDecoder({ format: 'auto', byteTime: 0, rejects })
    const bytes = new TextEncoder().encode(text)
    let channels: string[] = []
    let last: number[] = []
    const read = (item: Item): void => {
      for (const answer of decoder.send(item)) {
        if (answer.kind !== 'batch' || answer.count === 0) continue
        channels = answer.channels.map(({ name, unit }) => (unit === '' ? name : `${name} in ${unit}`))
        last = answer.value.map(column => column[answer.count - 1])
      }
    }
    read({ kind: 'chunk', bytes, ends: [bytes.length], times: [0] })
    read({ kind: 'ended', time: 0, reason: 'end-of-data' })
    expect(`text ${decoder.status.name}`).toBe(info)
    expect(channels).toEqual(quoted(behind, 'Channels'))
    expect(last).toEqual(quoted(behind, 'Last row').map(Number))
    expect(rejects.total).toBe(0)
  })
})

describe('the examples of command-line.md and derived-channels.md', () => {
  let folder = ''
  beforeAll(async () => {
    if (!existsSync(program)) throw new Error(`${program} is missing: run npm run build first`)
    folder = await mkdtemp(join(tmpdir(), 'signalbox-docs-'))
    await cp(join(root, 'resources/examples'), folder, { recursive: true })
  })
  afterAll(() => rm(folder, { recursive: true }))

  const lines = ['command-line.md', 'derived-channels.md']
    .flatMap(name => blocks(name, /^sh run$/))
    .flatMap(({ text }) => text.trim().split('\n'))

  it.each(lines)('runs: %s', async line => {
    const command = line.replaceAll('signalbox ', `"${process.execPath}" "${program}" `)
    const { stdout, stderr } = await promisify(exec)(command, { cwd: folder })
    expect(stderr).toBe('')
    const out = /--out (\S+)/.exec(line)?.[1]
    if (out) expect(existsSync(join(folder, out))).toBe(true)
    if (line.includes('--json'))
      expect(() => JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as unknown).not.toThrow()
    expect(stdout.length).toBeGreaterThan(0)
  })

  it('shows a valid limits file', () => {
    const [example] = blocks('command-line.md', /^json states$/)
    expect(Object.keys(StatesFile.parse(JSON.parse(example.text)).channels)).toEqual(['Temp', '*'])
    expect(() =>
      StatesFile.parse(JSON.parse(readFileSync(join(root, 'resources/examples/limits.json'), 'utf8')))
    ).not.toThrow()
  })
})

describe('derived-channels.md', () => {
  it('lists every function as it can be called', () => {
    const shown = [...page('derived-channels.md').matchAll(/`(\w+)\([^)`]*\)`/g)].map(([, name]) => name)
    for (const name of functionNames) expect(shown).toContain(name)
  })
})

describe('the guide', () => {
  it('links to pages and headings that are there', () => {
    for (const name of readdirSync(guide))
      for (const [, target] of page(name).matchAll(/\]\(([^)]+)\)/g)) {
        const [path, heading] = target.split('#')
        const file = resolve(dirname(join(guide, name)), path)
        expect(existsSync(file), `${name}: ${target}`).toBe(true)
        const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
          title
            .toLowerCase()
            .replaceAll(/[^\w -]/g, '')
            .replaceAll(' ', '-')
        )
        if (heading) expect(headings).toContain(heading)
      }
  })

  it('names every table and column of a capture', () => {
    const schema = readFileSync(join(root, 'src-main/captures/file/schema.ts'), 'utf8')
    const rows = page('captures.md')
      .split('\n')
      .filter(line => line.startsWith('| `'))
    for (const [, table, columns] of schema.matchAll(/CREATE TABLE (\w+) \((.+)\)'/g)) {
      const row = rows.find(line => line.startsWith(`| \`${table}\``)) ?? ''
      for (const column of columns.split(', ')) expect(row).toContain(`\`${column.split(' ')[0].replaceAll('"', '')}\``)
    }
  })
})
