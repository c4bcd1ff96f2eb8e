import { exec } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDecoder, createRejectList } from '@main/decoders'
import type { Item } from '@shared/model/item'
import { windowKinds, windowTable } from '@shared/analysis/window'
import { functionNames } from '@shared/expression'
import { StatesFile } from '@shared/model/settings'
import { readLayoutFile } from '@renderer/layout/layout-file'
import { en } from '@renderer/messages/en'
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

/** The cells of the table whose head begins with `first`, row by row. */
function table(name: string, first: string): string[][] {
  const rows = page(name).split('\n')
  const start = rows.findIndex(row => row.startsWith(`| ${first} |`))
  const end = rows.findIndex((row, at) => at > start && !row.startsWith('|'))
  return rows.slice(start + 2, end).map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim())
  )
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

describe('the examples of command lines', () => {
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
  // Those of README that end by themselves and look at nobody's own data.
  const shown = [
    ...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^npx (signalbox (?:ports|simulate|process)[^#\n]*)/gm)
  ]

  it.each([...lines, ...shown.map(([, line]) => line.trim())])('runs: %s', async line => {
    const command = line.replaceAll('signalbox ', `"${process.execPath}" "${program}" `)
    const { stdout, stderr } = await promisify(exec)(command, { cwd: folder })
    expect(stderr).toBe('')
    const out = /--(?:out|to) (\S+)/.exec(line)?.[1]
    if (out) expect(existsSync(join(folder, out))).toBe(true)
    if (line.includes('--json'))
      expect(() => JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as unknown).not.toThrow()
    if (!line.includes('--to ') || line.includes('--json')) expect(stdout.length).toBeGreaterThan(0)
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

describe('panels.md', () => {
  it('has a section for every kind of panel, in the order in which they are offered', () => {
    const sections = [...page('panels.md').matchAll(/^## (.+)$/gm)].map(([, title]) => title)
    expect(sections).toEqual(Object.values(en.panels.kinds))
  })

  it('states the noise bandwidth of every window', () => {
    const stated = table('panels.md', 'window').map(([name, bandwidth]) => [name, bandwidth])
    const computed = windowKinds.map(kind => [
      en.spectrum.windows[kind],
      windowTable(kind, 4096).noiseBandwidth.toFixed(2)
    ])
    expect(stated).toEqual(computed)
  })

  it('explains every scale of a spectrum', () => {
    expect(table('panels.md', 'scale').map(([name]) => name)).toEqual(Object.values(en.spectrum.scales))
  })
})

describe('charts.md', () => {
  it('defines every column of the measuring panel, by its name and in its order', () => {
    expect(table('charts.md', 'column').map(([name]) => name)).toEqual(Object.values(en.measure.columns))
  })

  it('explains everything a trigger can wait for', () => {
    expect(table('charts.md', 'waits for').map(([name]) => name)).toEqual(Object.values(en.trigger.kinds))
  })
})

describe('layouts-and-looks.md', () => {
  it('shows a layout file that can be imported as it stands', () => {
    const [example] = blocks('layouts-and-looks.md', /^json layout$/)
    const { name, layout } = readLayoutFile(example.text)
    expect({ signalbox: 'layout', name, layout }).toEqual(JSON.parse(example.text))
  })
})

describe('the documents', () => {
  const documents = [
    ...['README.md', 'CONTRIBUTING.md'].map(name => join(root, name)),
    ...[guide, join(root, 'docs/decisions')].flatMap(folder => readdirSync(folder).map(name => join(folder, name)))
  ]

  it('are all reached from README: every page of the guide', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8')
    for (const name of readdirSync(guide)) expect(readme).toContain(`](docs/guide/${name})`)
  })

  it('link to pages, pictures and headings that are there', () => {
    for (const document of documents)
      for (const [, target] of readFileSync(document, 'utf8').matchAll(/\]\(([^)]+)\)/g)) {
        const [path, heading] = target.split('#')
        if (/^https?:/.test(target)) continue
        const file = resolve(dirname(document), path)
        expect(existsSync(file), `${document}: ${target}`).toBe(true)
        if (!heading) continue
        const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
          title
            .toLowerCase()
            .replaceAll(/[^\w -]/g, '')
            .replaceAll(' ', '-')
        )
        expect(headings).toContain(heading)
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
