import type { Browser, Locator, Page } from 'playwright-core'
import { slowScreen } from './slow-screen'

/** The page as its tests speak of it. */
export interface DashboardPage {
  readonly page: Page
  /** What the browser complained of since the page was opened. */
  readonly problems: string[]
  channel(name: string): Locator
  journal(words: string | RegExp): Locator
  button(name: string | RegExp): Locator
  dialog(): Locator
  /** Opens a device's menu and chooses the fault. */
  inject(device: RegExp, fault: string): Promise<void>
}

export async function openDashboard(
  browser: Browser,
  url: string,
  options: Parameters<Browser['newPage']>[0] = { viewport: { width: 1440, height: 900 } }
): Promise<DashboardPage> {
  const page = await browser.newPage(options)
  const problems: string[] = []
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
  })
  page.on('pageerror', error => problems.push(error.message))
  await slowScreen(page, 10)
  await page.goto(url)
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: typeof name === 'string' })
  return {
    page,
    problems,
    channel: name => page.locator(`[data-testid="channel-row"][data-channel="${name}"]`),
    journal: words => page.getByTestId('journal-row').filter({ hasText: words }),
    button,
    dialog: () => page.getByRole('dialog'),
    async inject(device, fault) {
      await button(device).click()
      await page.getByRole('menuitem', { name: /^Inject a fault/ }).press('ArrowRight')
      await page.getByRole('menuitem', { name: fault, exact: true }).click()
      await page.getByRole('menu').first().waitFor({ state: 'detached' })
    }
  }
}
