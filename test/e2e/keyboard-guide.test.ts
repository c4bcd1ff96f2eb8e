import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium'
import { type DashboardPage, openDashboard } from '../support/dashboard-page'
import { type HeadlessHost, startHeadlessHost } from '../support/headless-host'

const guide = resolve(import.meta.dirname, '../../docs/guide/keyboard.md')

let host: HeadlessHost
let browser: Browser
let dashboard: DashboardPage

interface Group {
  readonly title: string
  readonly rows: readonly { readonly does: string; readonly chords: readonly string[] }[]
}

/** The list of shortcuts as the page shows it. */
async function listed(): Promise<Group[]> {
  await dashboard.page.keyboard.press('?')
  await dashboard.dialog().waitFor()
  return dashboard
    .dialog()
    .locator('section')
    .evaluateAll(sections =>
      sections.map(section => ({
        title: section.querySelector('h3')!.textContent,
        rows: [...section.querySelectorAll('dl > div')].map(row => ({
          does: row.querySelector('dt')!.textContent,
          chords: [...row.querySelectorAll('.keys')].map(keys =>
            [...keys.querySelectorAll('kbd')].map(key => key.textContent).join('+')
          )
        }))
      }))
    )
}

function asText(groups: readonly Group[]): string {
  const parts = groups.map(({ title, rows }) =>
    [
      `## ${title}`,
      '',
      '| key | does |',
      '|---|---|',
      ...rows.map(({ does, chords }) => `| ${chords.join(' or ')} | ${does} |`)
    ].join('\n')
  )
  return parts.join('\n\n')
}

describe('keyboard.md', () => {
  let groups: Group[]
  beforeAll(async () => {
    ;[host, browser] = await Promise.all([startHeadlessHost({ open: ['sim:motor?seed=7'] }), launchChromium()])
    dashboard = await openDashboard(browser, host.url)
    await dashboard.channel('vibration').waitFor()
    groups = await listed()
  })
  afterAll(async () => {
    await browser?.close()
    await host?.stop()
  })

  it('has the shortcuts the page has, word for word', () => {
    const [, written] = /<!-- as the page lists them -->\n([^]*)\n<!-- end -->/.exec(readFileSync(guide, 'utf8')) ?? []
    expect(written.trim()).toBe(asText(groups))
  })

  it('says of no key that it does two things', () => {
    const chords = groups.flatMap(({ rows }) => rows.flatMap(row => row.chords)).filter(chord => chord !== 'Esc')
    expect(chords).toEqual([...new Set(chords)])
  })
})
