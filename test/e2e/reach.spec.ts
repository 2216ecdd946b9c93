import { expect, type Page, test } from '@playwright/test'
import { furnish, type Ids, TYPICAL } from '../screenshots/directory.ts'
import { type RunningService, startService } from './service.ts'

/** X6: every control of every screen is reached without a mouse, and one sees where one is. */
let service: RunningService
let page: Page
let ids: Ids

test.beforeAll(async ({ browser }) => {
  service = await startService()
  ids = await furnish(service, 0)
  page = await (await browser.newContext()).newPage()
  await page.goto(await service.signInLink())
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const MOST_TABS = 150

/** Controls of the screen that a mouse could use and that Tab does not come to, in words; and those that do not show that they are in focus. */
async function walked(): Promise<{ unreached: string[]; unseen: string[] }> {
  await page.getByRole('link', { name: 'Skip to content' }).focus()
  await page.keyboard.press('Enter')
  const unseen: string[] = []
  for (let n = 0; n < MOST_TABS; n++) {
    await page.keyboard.press('Tab')
    const { over, plain } = await page.evaluate(() => {
      const focused = document.activeElement
      if (focused === null || focused === document.body || focused.hasAttribute('data-reached')) return { over: true, plain: null }
      focused.setAttribute('data-reached', '')
      // The ring may be drawn by what is around a control, as with a switch whose input is hidden.
      let shown: Element | null = focused
      for (let up = 0; shown !== null && up < 3; up++, shown = shown.parentElement) {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(shown)
        if ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none') return { over: false, plain: null }
      }
      return { over: false, plain: focused.outerHTML.slice(0, 160) }
    })
    if (plain !== null) unseen.push(plain)
    if (over) break
  }
  const unreached = await page.evaluate(() => {
    const controls = 'a[href], button, input, select, textarea, [role="tab"], [role="radio"], [role="switch"], [tabindex="0"]'
    // Arrows move within these, and the row in focus gives its controls to Tab.
    const composites = '[role="grid"], [role="tablist"], [role="radiogroup"], [role="toolbar"], [role="listbox"], [role="group"]'
    const isThere = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: false, visibilityProperty: true }) &&
      element.closest('[aria-hidden="true"], [inert], :disabled') === null &&
      element.getClientRects().length > 0
    return [...document.querySelectorAll(controls)]
      .filter(isThere)
      .filter((element) => !element.hasAttribute('data-reached'))
      .filter((element) => (element.closest(composites)?.querySelector('[data-reached]') ?? null) === null)
      .filter((element) => element.closest('main') !== null)
      .map((element) => element.outerHTML.slice(0, 160))
  })
  return { unreached, unseen }
}

/** Every address that a navigation leads to, and a few that rows lead to. */
async function addresses(): Promise<string[]> {
  const found: string[] = []
  for (const start of [`/organizations/${TYPICAL}/group-mapping`, '/settings']) {
    await page.goto(service.console + start)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const links = page.getByRole('navigation').getByRole('link')
    found.push(...(await links.evaluateAll((all) => all.map((link) => new URL((link as HTMLAnchorElement).href).pathname))))
  }
  const organization = `/organizations/${TYPICAL}`
  return [...new Set([...found, `${organization}/teams/${ids.team}`, `${organization}/activity?tab=audit`])]
}

test('X6: Tab comes to every control of every screen, and each shows that it is in focus', async () => {
  test.setTimeout(300_000)
  const all = await addresses()
  expect(all.length).toBeGreaterThan(15)
  for (const address of all) {
    await page.goto(service.console + address)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForFunction(() => document.querySelector('main [aria-busy="true"]') === null)
    expect.soft({ address, ...(await walked()) }).toEqual({ address, unreached: [], unseen: [] })
  }
})
