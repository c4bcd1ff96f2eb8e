import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What depends on colours: all that another look of the same page can do wrong. */
const colourRules = ['color-contrast', 'link-in-text-block']

/**
 * What axe finds in the page, or in the part `within`, each with where: an empty list is the only good one. With
 * `onlyColours`, what has been examined already is examined again in another look.
 */
export async function axeViolations(
  page: Page,
  {
    within,
    except = [],
    onlyColours = false
  }: { within?: string; except?: readonly string[]; onlyColours?: boolean } = {}
): Promise<string[]> {
  const there = await page.evaluate(() => 'axe' in globalThis)
  // Evaluated through the debugger, because the page's own policy rightly forbids foreign scripts.
  if (!there) await page.evaluate(axe.source)
  return page.evaluate(
    async ({ part, without, only }) => {
      const tool = (globalThis as unknown as { axe: typeof axe }).axe
      const { violations } = await tool.run(part ?? document, {
        resultTypes: ['violations'],
        // No rule in use reads style sheets (the one that does is experimental, and off), so that they need not be parsed.
        preload: { assets: ['media'] },
        ...(only && { runOnly: only }),
        rules: Object.fromEntries(without.map(rule => [rule, { enabled: false }]))
      })
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`)
      )
    },
    { part: within, without: except, only: onlyColours ? colourRules : undefined }
  )
}
