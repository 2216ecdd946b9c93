import { expect, type Page, test } from '@playwright/test'
import { identityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'
import { expectAccessible, watchComplaints } from './watched-page.ts'

/** J18: from what went wrong to why, and what it would come to now. */
let service: RunningService
let page: Page
let complaints: string[]

test.beforeAll(async ({ browser }) => {
  service = await startService()
  await service.muster('org', 'create', 'acme')
  const { token, endpoint } = await service.muster<{ token: string; endpoint: string }>('token', 'issue', '--org', 'acme')
  const idp = identityProvider(endpoint, token)
  const ada = await idp.user('ada@acme.example', 'Ada Lovelace')
  const analytics = await idp.group('Analytics', [ada])
  const again = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'Analytics' }
  expect((await idp.send('POST', '/Groups', again)).status).toBe(409)
  // The name becomes free, so that the refused request would succeed now.
  expect(await idp.patch(`/Groups/${analytics}`, { op: 'replace', path: 'displayName', value: 'Data' })).toBeLessThan(300)
  page = await (await browser.newContext()).newPage()
  complaints = watchComplaints(page)
  await page.goto(await service.signInLink())
})

test.beforeEach(async () => {
  await page.goto(`${service.console}/organizations/acme/activity`)
  await expect(requests().getByRole('row')).not.toHaveCount(0)
})

test.afterEach(() => expect(complaints).toEqual([]))

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const requests = () => page.getByRole('grid', { name: 'Requests' })

async function choose(select: string, option: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(select) }).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}

test('J18: filters stand in the address, and are taken off together', async () => {
  await choose('Resource', 'Groups')
  await page.getByRole('radiogroup', { name: 'Outcome' }).getByText('Failed', { exact: true }).click()
  await choose('Time range', 'Last hour')
  await expect(page).toHaveURL(/outcome=failure/)
  await expect(page).toHaveURL(/resource=Group/)
  await expect(page).toHaveURL(/within=hour/)
  await expect(page.getByText('1 request', { exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByText('1 request', { exact: true })).toBeVisible()
  await expectAccessible(page, 'requests')
  await choose('Method', 'DELETE')
  await page.getByRole('button', { name: 'Clear search and filters' }).click()
  await expect(page.getByText('4 requests', { exact: true })).toBeVisible()
})

test('J18: what the filters leave is saved as a file that other tools read', async () => {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export HAR' }).click()
  expect((await download).suggestedFilename()).toMatch(/^muster-requests-.*\.har$/)
  await expect(page.getByText('4 requests exported')).toBeVisible()
})

test('J18: a refused request says why, and a dry run what it would come to now; nothing changes', async () => {
  await requests().getByRole('row').filter({ hasText: '409' }).click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByText('Why it failed')).toBeVisible()
  await drawer.getByRole('button', { name: 'Replay as a dry run' }).click()
  await expect(drawer.getByText('It was answered 409; it would now be answered 201.')).toBeVisible()
  await expect(drawer.getByText('group.pushed: Analytics')).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page, `request, ${colorScheme}`)
  }
  await page.keyboard.press('Escape')
  await expect(page.getByText('4 requests', { exact: true })).toBeVisible()
  await page.goto(`${service.console}/organizations/acme/group-mapping`)
  await expect(page.getByText('1 group', { exact: true })).toBeVisible()
})

test('J18: from a request to what it changed, and from a group to its history', async () => {
  await requests().getByRole('row').filter({ hasText: 'PATCH' }).click()
  await page.getByRole('dialog').getByRole('link', { name: 'group.renamed: Data' }).click()
  const event = page.getByRole('dialog', { name: 'group.renamed: Data' })
  await expect(event.getByRole('table')).toContainText('Analytics')
  await expectAccessible(page, 'audit event')
  await event.getByRole('link', { name: 'Show its history' }).click()
  await expect(page).toHaveURL(/target=/)
  await expect(page.getByRole('button', { name: 'Only Data' })).toBeVisible()
  await page.goto(`${service.console}/organizations/acme/group-mapping`)
  await page.getByRole('link', { name: 'Data', exact: true }).click()
  await page.getByRole('tab', { name: 'History' }).click()
  await expect(page.getByRole('link', { name: 'group.renamed: Data' })).toBeVisible()
  await expectAccessible(page, 'history of a group')
})

test('U1: people are found by a SCIM filter, and what is wrong with one is told with its column', async () => {
  await page.goto(`${service.console}/organizations/acme/users`)
  const filter = page.getByRole('searchbox', { name: 'SCIM filter' })
  await filter.fill('displayName co "Lovelace"')
  await expect(page.getByText('1 user', { exact: true })).toBeVisible()
  await expect(page).toHaveURL(/filter=/)
  await filter.fill('displayName co "Nobody"')
  await expect(page.getByText('No user matches')).toBeVisible()
  await filter.fill('displayName is "Ada"')
  await expect(page.getByText(/wrong at column 13/)).toBeVisible()
  await expectAccessible(page, 'users with a wrong filter')
})
