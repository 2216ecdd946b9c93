import { expect, type Page, test } from '@playwright/test'
import { identityProvider, type IdentityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'
import { expectAccessible, watchComplaints } from './watched-page.ts'

/** J12: two organizations push one group name. The administrator is told, sees both sides and the ways out, and it clears by itself. */
test.describe.configure({ mode: 'serial' })

let service: RunningService
let page: Page
let complaints: string[]
let globex: IdentityProvider

test.beforeAll(async ({ browser }) => {
  service = await startService()
  const joined = async (name: string) => {
    await service.muster('org', 'create', name)
    const { token, mounts } = await service.muster<{ token: string; mounts: { okta: string } }>('token', 'issue', '--org', name)
    return identityProvider(service.scim + new URL(mounts.okta).pathname, token)
  }
  const acme = await joined('acme')
  globex = await joined('globex')
  await acme.group('Engineering')
  await acme.group('Finance')
  page = await (await browser.newContext()).newPage()
  complaints = watchComplaints(page)
  await page.goto(await service.signInLink())
  await page.goto(`${service.console}/organizations/globex`)
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const push = (displayName: string, externalId: string) => globex.send('POST', '/Groups', { schemas: [GROUP], displayName, externalId })
const main = () => page.getByRole('main')
const open = (screen: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: screen }).click()
const problem = (title: string) => page.getByRole('region', { name: title })

test('an organization opens on its overview, with what is left to set up', async () => {
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await expect(main().getByText('1 of 5 done')).toBeVisible()
  await expect(main().getByText('No request arrived in the last 24 hours.')).toBeVisible()
  await expect(
    page
      .getByRole('region', { name: 'Health of the service' })
      .getByText(/^Listens on/)
      .first(),
  ).toBeVisible()
  await expectAccessible(page, 'overview, empty')
  await page.getByRole('link', { name: 'Push the first group' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Group mapping' })).toBeVisible()
})

test('without problems, the screen says so', async () => {
  await open('Problems')
  await expect(main().getByText('No open problems')).toBeVisible()
  await expectAccessible(page, 'problems, empty')
})

test('G7, G8: a refused name appears as a problem at once, with both organizations and the ways out', async () => {
  expect((await push('engineering', 'g-1')).status).toBe(409)
  const card = problem('The group name engineering is taken')
  await expect(card).toContainText('the organization acme has a group of that name')
  await expect(card).toContainText('Not in the catalog')
  await expect(card.getByRole('listitem')).toHaveText([/Rename one of the two groups/, /Put a prefix before the group names/])
  await expect(card).toContainText('Clears when the group gets a place')
  await expect(page.getByRole('navigation', { name: 'Main' }).getByText('1 open problem')).toBeAttached()
  await expectAccessible(page, 'a name conflict')
})

test('G8: a retry that is refused again counts up; it stays one problem', async () => {
  expect((await push('Engineering', 'g-1')).status).toBe(409)
  await expect(problem('The group name Engineering is taken')).toContainText('Seen 2 times')
  await expect(page.getByRole('list', { name: 'Problems' }).getByRole('button', { name: /^Resolve/ })).toHaveCount(1)
})

test('G7: the way to the request, and to the group that has the name', async () => {
  const card = problem('The group name Engineering is taken')
  await card.getByRole('link', { name: 'Last request' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: '409' })).toHaveCount(1)
  await page.goBack()
  await card.getByRole('link', { name: 'Engineering' }).click()
  await expect(page).toHaveURL(/organizations\/acme\/group-mapping/)
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Engineering' })).toBeVisible()
  await page.goto(`${service.console}/organizations/globex/problems`)
})

test('G8: pushed under a name with a prefix, the group gets its place and the problem goes by itself', async () => {
  await expect(problem('The group name Engineering is taken')).toBeVisible()
  expect((await push('globex-engineering', 'g-1')).status).toBe(201)
  await expect(main().getByText('No open problems')).toBeVisible()
  await page.getByText('Resolved', { exact: true }).click()
  await expect(problem('The group name Engineering is taken')).toContainText('Resolved itself')
  await expectAccessible(page, 'resolved problems')
})

test('a problem can be resolved by hand, and comes back when it is not over', async () => {
  await page.getByText('Open', { exact: true }).click()
  expect((await push('Finance', 'g-2')).status).toBe(409)
  await problem('The group name Finance is taken')
    .getByRole('button', { name: /^Resolve/ })
    .click()
  await expect(main().getByText('No open problems')).toBeVisible()
  await page.getByText('Resolved', { exact: true }).click()
  await expect(problem('The group name Finance is taken')).toContainText(/Resolved by \S+/)
  await page.getByText('Open', { exact: true }).click()
  expect((await push('Finance', 'g-2')).status).toBe(409)
  await expect(problem('The group name Finance is taken')).toContainText('Seen')
})

test('the overview has it, the requests that failed as a chart and as a table, and what was set up', async () => {
  await open('Overview')
  await expect(page.getByRole('region', { name: 'Problems to act on' }).getByRole('link', { name: /Finance is taken/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /Bar chart\. 5 requests, of which 4 failed/ })).toBeVisible()
  await expect(main().getByText('3 of 5 done')).toBeVisible()
  await expectAccessible(page, 'overview')
  await page.getByRole('button', { name: 'Show as table' }).click()
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(25)
  await expectAccessible(page, 'overview, table')
})

test('the page had nothing to complain of', () => {
  expect(complaints).toEqual([])
})
