import { copyFileSync } from 'node:fs'
import { it } from 'vitest'
import { launchChromium } from '../support/chromium'
import { openDashboard } from '../support/dashboard-page'
import { startHeadlessHost } from '../support/headless-host'
it('shots', async () => {
  const [host, browser] = await Promise.all([startHeadlessHost({ open: ['sim:motor?seed=3', 'sim:imu?seed=3'] }), launchChromium()])
  const dashboard = await openDashboard(browser, host.url)
  const { page } = dashboard
  await dashboard.channel('gyro.z').waitFor()
  await new Promise(r => setTimeout(r, 9000))
  await dashboard.button('Export').click()
  const dialog = dashboard.dialog()
  await page.screenshot({ path: '/tmp/exp/csv.png' })
  await dialog.getByText('One a step').click()
  await dialog.getByText('Chosen channels').click()
  await page.setViewportSize({ width: 1024, height: 700 })
  await page.screenshot({ path: '/tmp/exp/csv-small.png' })
  await page.emulateMedia({ colorScheme: 'dark' })
  await dialog.getByText('WAV', { exact: true }).click()
  await page.screenshot({ path: '/tmp/exp/wav-dark.png' })
  await page.setViewportSize({ width: 1440, height: 900 })
  await dialog.getByText('All 3 channels').click().catch(() => undefined)
  await dialog.getByText(/^All /).click()
  await dialog.getByText('Report (PDF)', { exact: true }).click()
  await page.screenshot({ path: '/tmp/exp/pdf.png' })
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Export', exact: true }).click()])
  copyFileSync(await download.path(), '/tmp/exp/report.pdf')
  await page.screenshot({ path: '/tmp/exp/done.png' })
  await browser.close(); await host.stop()
}, 120000)
