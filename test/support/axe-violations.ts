import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds in the page, or in the part `within`, each with where: an empty list is the only good one. */
export async function axeViolations(
  page: Page,
  { within, except = [] }: { within?: string; except?: readonly string[] } = {}
): Promise<string[]> {
  // Evaluated through the debugger, because the page's own policy rightly forbids foreign scripts.
  await page.evaluate(axe.source)
  return page.evaluate(
    async ({ part, without }) => {
      const tool = (globalThis as unknown as { axe: typeof axe }).axe
      const { violations } = await tool.run(part ?? document, {
        resultTypes: ['violations'],
        rules: Object.fromEntries(without.map(rule => [rule, { enabled: false }]))
      })
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`)
      )
    },
    { part: within, without: except }
  )
}
