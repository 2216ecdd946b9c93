import { expect, type Locator, type Page, test } from '@playwright/test'
import { play, sequences } from '../idp/play.ts'
import { identityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'
import { expectAccessible, navigate, watchComplaints } from './watched-page.ts'

/** J1, J2, J3 and J17 from start to end; the identity providers are their recorded requests. And what one likes: density and times. */
test.describe.configure({ mode: 'serial' })

let service: RunningService
let page: Page
let complaints: string[]

test.beforeAll(async ({ browser }) => {
  service = await startService()
  page = await (await browser.newContext()).newPage()
  complaints = watchComplaints(page)
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const guide = () => page.getByRole('region', { name: 'Set up the identity provider' })
const step = (text: string | RegExp) => guide().getByRole('listitem').filter({ hasText: text }).first()
const row = (name: string | RegExp): Locator => page.getByRole('row').filter({ hasText: name })

/** T1, T2: generates the token of the organization on show and takes it down. */
async function generateToken(): Promise<string> {
  await page.getByRole('button', { name: 'Generate token' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Generate token' }).click()
  const dialog = page.getByRole('dialog', { name: 'Copy the token now' })
  await dialog.getByRole('button', { name: 'Reveal token' }).click()
  const token = await dialog.getByText(/^muster_scim_/).innerText()
  await dialog.getByText('I have stored this token').click()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
  return token
}

/** Plays the recorded requests of an identity provider. */
async function playAs(idp: string, mount: string, token: string): Promise<void> {
  const recorded = sequences().find(({ sequence }) => sequence.idp === idp && sequence.baseQuery === undefined)
  if (recorded === undefined) throw new Error(`nothing is recorded of ${idp}`)
  expect(await play(recorded.sequence, `${service.scim}${mount}`, token, `${idp}-e2e`)).toEqual([])
}

test('J1: the first run says of each identity provider whether it pushes, and opens the guide of the chosen one', async () => {
  await page.goto(await service.signInLink())
  await page.getByRole('textbox', { name: 'Organization name' }).fill('acme')
  const choices = page.getByRole('radiogroup', { name: 'Where do its groups come from?' })
  await expect(choices.getByRole('radio')).toHaveCount(8)
  await expect(choices.getByText(/Groups are entered by hand: it pushes none/)).toBeVisible()
  await expectAccessible(page, 'first run, all choices')
  await choices.getByText('Okta', { exact: true }).click()
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Group mapping' })).toBeVisible()
  await expect(guide().getByRole('button', { name: /Identity provider/ })).toContainText('Okta')
  await expect(step('Base URL')).toContainText(`${service.scim}/api/orgs/1/scim/v2`)
})

test('J2: why an identity provider in the cloud does not reach this machine is said, with the ways around', async () => {
  await expect(page.getByText('Reachable from this machine only')).toBeVisible()
  await page.getByRole('link', { name: 'public URL' }).click()
  await expect(page).toHaveURL(/\/settings\/service$/)
  await page.goBack()
})

test('X7: the guide says exactly what to map and what to remove', async () => {
  const mapping = guide().getByRole('table', { name: 'Attributes of users' })
  await expect(mapping.getByRole('row', { name: /userName/ })).toContainText('Application username format')
  await expect(guide().getByText(/Street address, City/)).toBeVisible()
  await guide().getByRole('button', { name: 'If something does not work' }).click()
  await expect(guide().getByText('It reports 401 Unauthorized')).toBeVisible()
  await expectAccessible(page, 'guide for Okta')
})

test('J2: Okta’s requests tick the steps of its guide, and its groups appear, without a reload', async () => {
  await expect(step('Test API Credentials')).not.toContainText('Done:')
  const token = await generateToken()
  await expect(step('Generate a token here')).toContainText('Done:')
  const okta = identityProvider(`${service.scim}/api/orgs/1/scim/v2`, token)
  expect((await okta.send('GET', '/Users?startIndex=1&count=100')).status).toBe(200)
  await expect(step('Test API Credentials')).toContainText('Done:')
  await expect(step('Push Groups')).not.toContainText('Done:')
  await playAs('okta', '/api/orgs/1/scim/v2', token)
  await okta.group('Okta pushed')
  await expect(row('Okta pushed')).toContainText('SCIM')
  await expect(step('Push Groups')).toContainText('Done:')
})

test('J17: the report says what arrived, from how many people, what never did and what was ignored', async () => {
  const { token, endpoint } = await service.muster<{ token: string; endpoint: string }>('token', 'issue', '--org', 'acme')
  const idp = identityProvider(endpoint, token)
  await idp.send('POST', '/Users', { userName: 'shoes@acme.example', shoeSize: 44 })
  await navigate(page, 'Attributes')
  await expect(page.getByRole('button', { name: /Mapping of/ })).toContainText('Okta')
  const users = page.getByRole('table', { name: 'Attributes of users' })
  await expect(users.getByRole('row', { name: /userName/ })).toContainText('From all')
  await expect(users.getByRole('row', { name: /name\.givenName/ })).toContainText('From some')
  await expect(page.getByRole('table', { name: 'Ignored attributes' }).getByRole('row', { name: /shoeSize/ })).toContainText(
    'No schema has it',
  )
  await page.getByRole('button', { name: /Mapping of/ }).click()
  await page.getByRole('option', { name: 'Google Workspace' }).click()
  await expect(page).toHaveURL(/idp=google/)
  const pushed = page.getByRole('table', { name: 'Attributes of pushed groups' })
  await expect(pushed.getByRole('row', { name: /displayName/ })).toContainText('Not asked for')
  await expectAccessible(page, 'attributes')
})

test('J17: a pasted payload shows the user that it would give, or why it would be refused, and changes nothing', async () => {
  const payload = page.getByRole('textbox', { name: 'Payload' })
  const tried = page.getByRole('button', { name: 'Try payload' })
  await payload.fill('{"userName":"tried@acme.example","active":"False","shoeSize":44}')
  await tried.click()
  await expect(page.getByText('It would be accepted')).toBeVisible()
  await expect(page.getByText('shoeSize: unknown attribute, ignored')).toBeVisible()
  await expect(page.getByRole('region', { name: 'What it would give' })).toContainText('"active": false')
  await expectAccessible(page, 'attributes, payload accepted')
  await payload.fill('{"displayName":"Nobody"}')
  await tried.click()
  await expect(page.getByText('It would be refused with 400')).toBeVisible()
  await expectAccessible(page, 'attributes, payload refused')
  const users = await service.muster<{ userName: string }[]>('user', 'list', '--org', 'acme')
  expect(users.map(({ userName }) => userName)).not.toContain('tried@acme.example')
})

test('J3: Entra’s guide has Tenant URL and Secret Token, and the choice between names and GUIDs, made once', async () => {
  await navigate(page, 'Organizations')
  await page.getByRole('button', { name: 'Create organization' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Create an organization' })
  await dialog.getByRole('textbox', { name: 'Organization name' }).fill('globex')
  await dialog.getByText('Microsoft Entra ID', { exact: true }).click()
  await dialog.getByRole('button', { name: 'Create organization' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Group mapping' })).toBeVisible()
  await expect(step('Tenant URL')).toContainText(`${service.scim}/orgs/2/scim/v2`)
  await expect(step('Secret Token')).toBeVisible()
  await guide().getByText('External ID', { exact: true }).click()
  await expect(page.getByText('Policy of globex saved')).toBeVisible()
  await expectAccessible(page, 'guide for Entra ID')
})

test('J3: the connection test and the first cycle tick the steps; Refresh; rows of GUIDs are explained', async () => {
  const token = await generateToken()
  await playAs('entra', '/orgs/2/scim/v2', token)
  await expect(step('Test Connection')).toContainText('Done:')
  const entra = identityProvider(`${service.scim}/orgs/2/scim/v2`, token)
  await entra.group('6f1d4a0e-3b52-4f0f-9d7c-1f6a2b3c4d5e')
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText('Everything on screen is up to date')).toBeVisible()
  await expect(row('6f1d4a0e-3b52')).toBeVisible()
  await guide().getByRole('button', { name: 'If something does not work' }).click()
  await expect(guide().getByText('The catalog shows GUIDs instead of names')).toBeVisible()
  await expect(guide().getByText(/Map displayName to displayName/)).toBeVisible()
})

test('X2: every other identity provider has its guide', async () => {
  test.slow()
  for (const [name, words] of [
    ['OneLogin', 'SCIM Bearer Token'],
    ['authentik', 'Backchannel Providers'],
    ['Google Workspace', 'Group membership (optional)'],
    ['Keycloak', 'Full group path'],
    ['Another SCIM 2.0 client', 'Base URL'],
    ['No SCIM', 'Add group manually'],
  ] as const) {
    await guide()
      .getByRole('button', { name: /Identity provider/ })
      .click()
    await page.getByRole('option', { name }).click()
    await expect(step(words)).toBeVisible()
    await expectAccessible(page, `guide for ${name}`)
  }
})

test('G7: Organizations lists each with how it does; a name that both want leads to Problems; one is renamed', async () => {
  const { token } = await service.muster<{ token: string }>('token', 'issue', '--org', 'globex')
  const globex = identityProvider(`${service.scim}/orgs/2/scim/v2`, token)
  expect((await globex.send('POST', '/Groups', { displayName: 'Okta pushed' })).status).toBe(409)
  await navigate(page, 'Organizations')
  await expect(row('acme')).toContainText('Connected')
  await expect(row('globex').getByRole('link', { name: '1 to settle' })).toBeVisible()
  await expectAccessible(page, 'organizations')
  await page.getByRole('button', { name: 'Rename globex' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rename globex' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('acme')
  await dialog.getByRole('button', { name: 'Rename organization' }).click()
  await expect(dialog.getByText(/An organization named acme is here already/)).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Initech')
  await expectAccessible(page, 'rename organization')
  await dialog.getByRole('button', { name: 'Rename organization' }).click()
  await expect(row('Initech')).toContainText('globex')
  await row('Initech').getByRole('link', { name: '1 to settle' }).click()
  await expect(page).toHaveURL(/\/organizations\/globex\/problems/)
  await expect(page.getByText(/Okta pushed/).first()).toBeVisible()
})

test('an organization is deleted when its name is typed, and what goes with it is said before', async () => {
  await service.muster('org', 'create', 'umbrella')
  await navigate(page, 'Organizations')
  await page.getByRole('button', { name: 'Delete umbrella' }).click()
  const dialog = page.getByRole('alertdialog', { name: /umbrella/ })
  await expect(dialog.getByText('1 integration')).toBeVisible()
  const act = dialog.getByRole('button', { name: 'Delete organization' })
  await expect(act).toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(page, 'delete organization')
  await dialog.getByRole('textbox').fill('umbrella')
  await act.click()
  await expect(dialog).toBeHidden()
  await expect(row('umbrella')).toHaveCount(0)
  await page.getByRole('row').filter({ hasText: 'Initech' }).getByRole('link', { name: 'Initech' }).click()
  await expect(page).toHaveURL(/\/organizations\/globex\/overview$/)
})

test('X1: the console opens on the overview of the organization last looked at, and the switcher leads to another’s', async () => {
  await page.goto(service.console)
  await expect(page).toHaveURL(/\/organizations\/globex\/overview$/)
  await page.getByRole('button', { name: /switch organization/ }).click()
  await page.getByRole('menuitem', { name: 'acme' }).click()
  await expect(page).toHaveURL(/\/organizations\/acme\/overview$/)
})

test('X6: rows are dense and times are UTC at once where it is asked for, and after a reload', async () => {
  await navigate(page, 'Users')
  const first = page.getByRole('row').nth(1)
  const heightOf = async () => (await first.boundingBox())?.height
  const apart = async () => ((await page.getByRole('row').nth(2).boundingBox())?.y ?? 0) - ((await first.boundingBox())?.y ?? 0)
  await expect(first).toBeVisible()
  const comfortable = (await heightOf()) ?? 0
  await navigate(page, 'Settings')
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Appearance' }).click()
  await page.getByRole('radiogroup', { name: 'Rows' }).getByText('Compact').click()
  await page.getByRole('radiogroup', { name: 'Times' }).getByText('UTC').click()
  await expectAccessible(page, 'appearance')
  await navigate(page, 'Users')
  await expect.poll(heightOf).toBeLessThan(comfortable)
  await expect.poll(apart).toBe(await heightOf())
  await expect(first.locator('time').first()).toHaveAttribute('title', /UTC$/)
  await page.reload()
  await expect(first.locator('time').first()).toHaveAttribute('title', /UTC$/)
  await expect.poll(heightOf).toBeLessThan(comfortable)
})

test('the strict content security policy had nothing to report, and no script failed', () => {
  expect(complaints).toEqual([])
})
