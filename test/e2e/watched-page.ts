import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** Everything that the browser held against the page: policy violations, errors in scripts, failed loads. */
export function watchComplaints(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  return complaints
}

/** Colours in the middle of a fade are nobody's colours: it is brought to its end. What pulses for ever is left to. */
async function endFades(): Promise<void> {
  // A change of theme begins its fades with the next frame.
  for (let frame = 0; frame < 2; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
  for (const animation of document.getAnimations()) if (Number.isFinite(animation.effect?.getComputedTiming().endTime)) animation.finish()
}

/**
 * X6: no violation of WCAG that axe can find in what is on screen now. React Aria's announcer is left out: for seven seconds it keeps
 * what it has said, with references to buttons that are gone by then.
 */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  await page.evaluate(endFades)
  const { violations } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(', ')}`),
    `axe on ${what}`,
  ).toEqual([])
}

/** X6, in light and in dark. */
export async function expectAccessibleInBoth(page: Page, what: string): Promise<void> {
  await expectAccessible(page, `${what}, light`)
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, `${what}, dark`)
  await page.emulateMedia({ colorScheme: 'light' })
}

/** To a screen of the organization, as people go there. */
export async function navigate(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: screen, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: screen })).toBeVisible()
}

/** They lie over the lower right corner of the screen, and stay there while the pointer is on them. */
export async function dismissNotifications(page: Page): Promise<void> {
  const dismiss = page.getByRole('button', { name: 'Dismiss notification' })
  while ((await dismiss.count()) > 0) await dismiss.first().click()
}
