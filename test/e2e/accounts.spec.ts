import { expect, type Locator, type Page, test } from '@playwright/test'
import { identityProvider, type IdentityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'
import { expectAccessibleInBoth, watchComplaints } from './watched-page.ts'

/** J15: a person leaves one organization and stays in another; the account of the instance is the same all along. */
test.describe.configure({ mode: 'serial' })

let service: RunningService
let page: Page
let complaints: string[]
let acme: IdentityProvider
let globex: IdentityProvider
let ada = ''
let group = ''

test.beforeAll(async ({ browser }) => {
  service = await startService()
  const joined = async (name: string) => {
    await service.muster('org', 'create', name)
    const { token, mounts } = await service.muster<{ token: string; mounts: { okta: string } }>('token', 'issue', '--org', name)
    return identityProvider(service.scim + new URL(mounts.okta).pathname, token)
  }
  acme = await joined('acme')
  globex = await joined('globex')
  page = await (await browser.newContext()).newPage()
  complaints = watchComplaints(page)
  await page.goto(await service.signInLink())
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const row = (name: string): Locator => page.getByRole('row').filter({ hasText: name })
const navigate = (screen: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: screen, exact: true }).click()
const drawer = (): Locator => page.getByRole('dialog', { name: 'ada@acme.example' })

test('U4: before anybody is provisioned, the accounts of the instance say when one begins', async () => {
  await navigate('Accounts')
  await expect(page.getByRole('heading', { level: 1, name: 'Accounts' })).toBeVisible()
  await expect(page.getByText('No accounts yet')).toBeVisible()
  await expectAccessibleInBoth(page, 'accounts, empty')
})

test('U4, U5: provisioned into two organizations under one name, a person is one account', async () => {
  ada = await acme.user('ada@acme.example', 'Ada Lovelace')
  expect(await globex.user('Ada@acme.example', 'Ada Byron')).toBe(ada)
  await acme.user('grace@acme.example', 'Grace Hopper')
  group = await acme.group('Engineering', [ada])
  await service.muster('team', 'create', 'platform', '--org', 'acme', '--group', 'Engineering')
  await expect(row('ada@acme.example')).toContainText('acme')
  await expect(row('ada@acme.example')).toContainText('globex')
  await expect(page.getByText('2 accounts', { exact: true })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search accounts' }).fill('byron')
  await expect(row('grace@acme.example')).toHaveCount(0)
  await expect(page).toHaveURL(/q=byron/)
  await expectAccessibleInBoth(page, 'accounts, searched')
  await row('ada@acme.example').getByRole('link', { name: 'ada@acme.example' }).press('Enter')
  await expect(drawer().getByText('Ada@acme.example', { exact: true })).toBeVisible()
  await expectAccessibleInBoth(page, 'an account')
})

test('J15: deactivated at the identity provider of one, she is out of every team there, and nothing changes in the other', async () => {
  await acme.patch(`/Users/${ada}`, { op: 'Replace', path: 'active', value: 'False' })
  await expect(drawer().getByText('Deactivated', { exact: true })).toBeVisible()
  await expect(drawer().getByText('Active', { exact: true })).toHaveCount(1)
  await drawer().getByRole('link', { name: 'acme', exact: true }).click()
  const person = page.getByRole('dialog', { name: 'Ada Lovelace' })
  await expect(person.getByText('Inactive people count in no team.', { exact: false })).toBeVisible()
  await expectAccessibleInBoth(page, 'a deactivated person')
  await person.getByRole('link', { name: 'Access in every organization' }).click()
  await expect(drawer()).toBeVisible()
  const { members } = await service.muster<{ members: unknown[] }>('team', 'show', 'platform', '--org', 'acme')
  expect(members).toEqual([])
})

test('J15: deleted there, her access to that organization ends; the account stays, with the other', async () => {
  expect((await acme.send('DELETE', `/Users/${ada}`)).status).toBe(204)
  expect((await acme.send('GET', `/Users/${ada}`)).status).toBe(404)
  expect((await globex.send('GET', `/Users/${ada}`)).status).toBe(200)
  await expect(drawer().getByText('Removed', { exact: true })).toBeVisible()
  await expect(drawer().getByText('Active', { exact: true })).toHaveCount(1)
  await expect(drawer().getByRole('link', { name: 'acme', exact: true })).toHaveCount(0)
  await expectAccessibleInBoth(page, 'an account whose access to one organization ended')
  await drawer().getByRole('link', { name: 'History in acme' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'user.access-removed' })).toBeVisible()
  await navigate('Users')
  await expect(row('grace@acme.example')).toBeVisible()
  await expect(row('ada@acme.example')).toHaveCount(0)
})

test('U4: without access to any organization, the account is listed all the same', async () => {
  expect((await globex.send('DELETE', `/Users/${ada}`)).status).toBe(204)
  await navigate('Accounts')
  await page.getByText('Without access', { exact: true }).click()
  await expect(page).toHaveURL(/access=none/)
  await expect(row('ada@acme.example')).toContainText('acme: removed')
  await expect(row('ada@acme.example')).toContainText('globex: removed')
  await expect(row('grace@acme.example')).toHaveCount(0)
  await expectAccessibleInBoth(page, 'accounts without access')
})

test('J15: provisioned again, she is the same account with the same id', async () => {
  expect(await acme.user('ada@acme.example', 'Ada Lovelace')).toBe(ada)
  await acme.patch(`/Groups/${group}`, { op: 'add', path: 'members', value: [{ value: ada }] })
  await expect(row('ada@acme.example')).toHaveCount(0)
  await expect(page.getByText('Every account has access to an organization.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear search and filter' }).click()
  await expect(row('ada@acme.example')).toContainText('globex: removed')
  await expect(row('ada@acme.example')).not.toContainText('acme: removed')
  const { members } = await service.muster<{ members: { userName: string }[] }>('team', 'show', 'platform', '--org', 'acme')
  expect(members.map(({ userName }) => userName)).toEqual(['ada@acme.example'])
})

test('U4: an address of an account that is not there says so', async () => {
  await page.goto(`${service.console}/accounts/nobody`)
  await expect(page.getByRole('dialog', { name: 'Account not found' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL(/\/accounts$/)
})

test('the page had nothing to complain of', () => {
  expect(complaints).toEqual([])
})
