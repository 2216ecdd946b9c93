import { expect, type Page, test } from '@playwright/test'
import { identityProvider, type IdentityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'
import { expectAccessible, watchComplaints } from './watched-page.ts'

/** The main job from first run to orphan review, in one browser window that is never reloaded; the pushes come from a client of its own. */
test.describe.configure({ mode: 'serial' })

let service: RunningService
let page: Page
let complaints: string[]
let idp: IdentityProvider
const people: Record<'ada' | 'grace' | 'alan', string> = { ada: '', grace: '', alan: '' }
const groups = { engineering: '', finance: '' }

test.beforeAll(async ({ browser }) => {
  service = await startService()
  const context = await browser.newContext()
  page = await context.newPage()
  complaints = watchComplaints(page)
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const screen = (name: string) => page.getByRole('link', { name, exact: false }).first().click()
const row = (name: string) => page.getByRole('row').filter({ hasText: name })

test('X1: the first run asks for the first organization’s name, and its rule is checked as one types', async () => {
  await page.goto(await service.signInLink())
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Name the first organization')
  const name = page.getByRole('textbox', { name: /name/i }).first()
  await name.fill('-acme-')
  await expect(page.getByRole('button', { name: 'Create organization' })).toBeDisabled()
  await name.fill('acme')
  await expectAccessible(page, 'first run')
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Group mapping' })).toBeVisible()
})

test('E1: the endpoint is shown as Okta wants it and as Entra wants it', async () => {
  await expect(page.getByText(`${service.scim}/api/orgs/1/scim/v2`).first()).toBeVisible()
  await expect(page.getByText(`${service.scim}/orgs/1/scim/v2`).first()).toBeVisible()
  await expect(page.getByText(/Waiting for the first request/).first()).toBeVisible()
  await expectAccessible(page, 'group mapping, empty')
})

test('T1, T2: the token is shown once, and closing needs an acknowledgement', async () => {
  await page.getByRole('button', { name: 'Generate token' }).first().click()
  const dialog = page.getByRole('dialog')
  await expectAccessible(page, 'generate token dialog')
  await dialog.getByRole('button', { name: 'Generate token' }).click()
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: 'Reveal token' }).click()
  const token = await dialog.getByText(/^muster_scim_[0-9A-Za-z]+$/).textContent()
  expect(token).toHaveLength(200)
  await expectAccessible(page, 'token dialog')
  await dialog.getByText('I have stored this token').click()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText(token ?? '')).toHaveCount(0)
  idp = identityProvider(`${service.scim}/api/orgs/1/scim/v2`, token ?? '')
})

test('E6, L3: the connection test arrives, and the waiting turns into it without a reload', async () => {
  expect((await idp.send('GET', '/Users?startIndex=1&count=2')).status).toBe(200)
  await expect(page.getByText(/Waiting for the first request/)).toHaveCount(0)
  await expect(page.getByText(/Listed users/).first()).toBeVisible()
})

test('G1: pushed groups appear in the catalog at once', async () => {
  people.ada = await idp.user('ada@acme.example', 'Ada Lovelace')
  people.grace = await idp.user('grace@acme.example', 'Grace Hopper')
  people.alan = await idp.user('alan@acme.example', 'Alan Turing')
  groups.engineering = await idp.group('Engineering', [people.ada, people.grace])
  await expect(row('Engineering')).toContainText('SCIM')
  await expect(row('Engineering')).toContainText('2')
})

test('G2, G3, G4: a group entered by hand is promoted in place by a push, and its Delete goes', async () => {
  await page.getByRole('button', { name: 'Add group manually' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Identifier' }).fill('Finance')
  await expectAccessible(page, 'add group dialog')
  await dialog.getByRole('button', { name: 'Add group', exact: true }).click()
  await expect(row('Finance')).toContainText('Manual')
  await expect(row('Finance').getByRole('button', { name: /Delete/ })).toBeVisible()
  const entered = await service.muster<{ action: string; target: { id: string } }[]>('audit', '--org', 'acme')
  groups.finance = await idp.group('Finance', [people.alan])
  expect(entered.find(({ action }) => action === 'group.entered')?.target.id).toBe(groups.finance)
  await expect(row('Finance')).toContainText('SCIM')
  await expect(row('Finance').getByRole('button', { name: /Delete/ })).toHaveCount(0)
})

test('G2: an empty or a taken name is refused with the reason, and nothing typed is lost', async () => {
  await page.getByRole('button', { name: 'Add group manually' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Identifier' }).fill('engineering')
  await dialog.getByRole('button', { name: 'Add group', exact: true }).click()
  await expect(dialog.getByText(/A group named Engineering is in the catalog already/).first()).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: 'Identifier' })).toHaveValue('engineering')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
})

test('D1: a team is created and delegated from its own form; its members follow the push', async () => {
  await screen('Teams')
  await expectAccessible(page, 'teams, empty')
  await page.getByRole('button', { name: 'Create team' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('platform')
  await expectAccessible(page, 'create team dialog')
  await dialog.getByRole('button', { name: 'Create team' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'platform' })).toBeVisible()
  await page.getByRole('button', { name: /Membership follows/ }).click()
  await page.getByRole('option', { name: /Engineering/ }).click()
  const asked = page.getByRole('alertdialog').or(page.getByRole('dialog'))
  await expect(asked.getByText(/2 members/).first()).toBeVisible()
  await expectAccessible(page, 'link group dialog')
  await asked.getByRole('button', { name: 'Link group' }).click()
  await expect(page.getByText('Managed in IdP').first()).toBeVisible()
  await expect(page.getByText('Ada Lovelace').first()).toBeVisible()
  await expect(page.getByText('Grace Hopper').first()).toBeVisible()
  await expectAccessible(page, 'team page')
})

test('D4, G10, U7: adding, removing and deactivating at the IdP change the team on screen', async () => {
  const members = { op: 'add', path: 'members', value: [{ value: people.alan }] }
  expect(await idp.patch(`/Groups/${groups.engineering}`, members)).toBe(204)
  await expect(page.getByText('Alan Turing').first()).toBeVisible()
  await idp.patch(`/Groups/${groups.engineering}`, { op: 'remove', path: `members[value eq "${people.ada}"]` })
  await expect(page.getByText('Ada Lovelace')).toHaveCount(0)
  await idp.patch(`/Users/${people.grace}`, { op: 'Replace', path: 'active', value: 'False' })
  await expect(page.getByText('Grace Hopper')).toHaveCount(0)
  await idp.patch(`/Users/${people.grace}`, { op: 'Replace', path: 'active', value: 'True' })
  await expect(page.getByText('Grace Hopper').first()).toBeVisible()
})

test('D1: the delegated team cannot be deleted, and says why', async () => {
  const button = page.getByRole('button', { name: 'Delete team' })
  await expect(button)
    .toBeDisabled()
    .catch(() => expect(button).toHaveAttribute('aria-disabled', 'true'))
})

test('G5: a rename at the IdP renames the row in place, and the link holds', async () => {
  await screen('Group mapping')
  await idp.patch(`/Groups/${groups.engineering}`, { op: 'replace', value: { id: groups.engineering, displayName: 'Product Engineering' } })
  await expect(row('Product Engineering')).toContainText('platform')
  await expectAccessible(page, 'group mapping, filled')
})

test('D2: a second team is linked from the catalog’s Linked team', async () => {
  await service.muster('team', 'create', 'accounting', '--org', 'acme')
  await row('Finance')
    .getByRole('button', { name: /Linked teams/ })
    .click()
  await page.getByRole('option', { name: /accounting/ }).click()
  await page.getByRole('button', { name: 'Link group' }).click()
  await expect(row('Finance')).toContainText('accounting')
})

test('G9, D5: the group is deleted at the IdP, and the team stands in Orphan review with cause, time and who was purged', async () => {
  expect((await idp.send('DELETE', `/Groups/${groups.engineering}`)).status).toBe(204)
  await expect(row('Product Engineering')).toHaveCount(0)
  expect((await idp.send('DELETE', `/Groups/${groups.finance}`)).status).toBe(204)
  await screen('Orphan review')
  await expect(page.getByText(/was deleted by the identity provider/)).toHaveCount(2)
  await expect(page.getByText('Grace Hopper').first()).toBeVisible()
  await expectAccessible(page, 'orphan review')
})

test('D5: one team is returned to manual with its members, the other linked to another group', async () => {
  const sales = await idp.group('Sales', [people.ada])
  expect(sales).not.toBe('')
  await page.getByRole('button', { name: 'Link another group to accounting' }).click()
  await page.getByRole('option', { name: /Sales/ }).click()
  await page.getByRole('button', { name: 'Link group' }).click()
  await expect(page.getByRole('heading', { name: 'accounting' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Return to manual with members' }).click()
  await expectAccessible(page, 'return to manual dialog')
  await page.getByRole('button', { name: 'Return team with members' }).click()
  await expect(page.getByRole('heading', { name: 'platform' })).toHaveCount(0)
  const team = await service.muster<{ members: { userName: string; origins: string[] }[] }>('team', 'show', 'platform', '--org', 'acme')
  expect(team.members.map(({ userName, origins }) => `${userName} ${origins.join()}`)).toEqual([
    'alan@acme.example manual',
    'grace@acme.example manual',
  ])
})

test('L1: every request is in the activity screen, with its redacted body', async () => {
  await idp.send('PUT', `/Users/${people.ada}`, { userName: 'ada@acme.example', displayName: 'Ada Lovelace', password: 'hunter2-secret' })
  await screen('Activity')
  await expect(page.getByRole('row').filter({ hasText: 'PUT' }).first()).toBeVisible()
  await page.getByRole('row').filter({ hasText: 'PUT' }).first().click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByText(/\[redacted\]/).first()).toBeVisible()
  await expect(drawer.getByText(/hunter2/)).toHaveCount(0)
  await expectAccessible(page, 'request drawer')
  await page.keyboard.press('Escape')
  await expectAccessible(page, 'activity, requests')
})

test('L2: every change is in the audit trail with actor and correlation id', async () => {
  await page.getByRole('tab', { name: 'Audit' }).click()
  const orphaned = page.getByRole('row').filter({ hasText: 'orphaned' }).first()
  await expect(orphaned).toContainText('group-mapping')
  await expectAccessible(page, 'activity, audit')
  await orphaned.click()
  await expect(
    page
      .getByRole('dialog')
      .getByText(/[0-9a-f]{8}-[0-9a-f]{4}-7/)
      .first(),
  ).toBeVisible()
  await expectAccessible(page, 'audit drawer')
  await page.keyboard.press('Escape')
})

test('U1: the users screen finds a person and shows groups, teams and the raw resource', async () => {
  await screen('Users')
  await page.getByRole('searchbox', { name: 'Search users' }).fill('love')
  await expect(row('ada@acme.example')).toBeVisible()
  await expect(row('alan@acme.example')).toHaveCount(0)
  await expectAccessible(page, 'users')
  await row('ada@acme.example').click()
  await expect(page.getByRole('dialog').getByText('Sales').first()).toBeVisible()
  await expectAccessible(page, 'user drawer')
  await page.keyboard.press('Escape')
})

test('X6: settings are reachable and accessible, light and dark', async () => {
  await screen('Settings')
  await expect(page.getByText(service.dataDir).first()).toBeVisible()
  await expectAccessible(page, 'settings, light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(page, 'settings, dark')
  for (const name of ['Group mapping', 'Teams', 'Users', 'Activity', 'Orphan review']) {
    await screen(name)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
    await expectAccessible(page, `${name}, dark`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
})

test('T3: rotation says what will happen; the old token dies at that moment', async () => {
  await screen('Group mapping')
  const connection = page.getByRole('button', { name: /Connection/ })
  await expect(page.getByText('Receiving requests')).toBeVisible()
  if ((await connection.getAttribute('aria-expanded')) === 'false') await connection.click()
  await page.getByRole('button', { name: 'Rotate token' }).first().click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(/stops working at the same moment/).first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Rotate token' }).click()
  await dialog.getByText('I have stored this token').click()
  await dialog.getByRole('button', { name: 'Close' }).click()
  const refused = await idp.send('GET', '/Users')
  expect(refused.status).toBe(401)
  expect(String(refused.body['detail'])).toContain('revoked')
})

test('the strict content security policy had nothing to report, and no script failed', () => {
  expect(complaints).toEqual([])
})
