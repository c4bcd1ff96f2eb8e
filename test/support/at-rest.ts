import type { Page } from 'playwright-core'
import { until } from './until'

/** Waits until the page has painted whatever it knows of: the loop of charts paints at least every third frame. */
export async function framesGoBy(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame)
  })
}

/** The picture that `take` gives once it is the same before and after frames go by. */
export async function atRest(page: Page, take: () => Promise<string>): Promise<string> {
  let picture = await take()
  await until('the picture has come to rest', async () => {
    const before = picture
    await framesGoBy(page)
    picture = await take()
    return picture === before
  })
  return picture
}
