import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { identityProvider, type IdentityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'
import { expectAccessibleInBoth, watchComplaints } from './watched-page.ts'

/** J4, J5, J10, J9, J8, J13: the life of a group in the catalog, from its entry by hand to its removal, and what its teams go through. */
test.describe.configure({ mode: 'serial' })

let service: RunningService
let page: Page
let complaints: string[]
let idp: IdentityProvider
const people = { ada: '', grace: '', alan: '' }
const GROUP = 'platform@acme.example'
let groupId = ''

test.beforeAll(async ({ browser }) => {
  service = await startService()
  await service.muster('org', 'create', 'acme')
  await service.muster('org', 'create', 'globex')
  await service.muster('group', 'add', 'Sales', '--org', 'globex')
  for (const name of ['platform', 'oncall']) await service.muster('team', 'create', name, '--org', 'acme')
  const { token, mounts } = await service.muster<{ token: string; mounts: { okta: string } }>('token', 'issue', '--org', 'acme')
  idp = identityProvider(service.scim + new URL(mounts.okta).pathname, token)
  people.ada = await idp.user('ada@acme.example', 'Ada Lovelace')
  people.grace = await idp.user('grace@acme.example', 'Grace Hopper')
  people.alan = await idp.user('alan@acme.example', 'Alan Turing')
  page = await (await browser.newContext()).newPage()
  complaints = watchComplaints(page)
  await page.goto(await service.signInLink())
  await page.goto(`${service.console}/organizations/acme/group-mapping`)
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const row = (name: string): Locator => page.getByRole('row').filter({ hasText: name })
const alert = (): Locator => page.getByRole('alertdialog')
const open = (screen: string) =>
  page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: new RegExp(`^${screen}`) })
    .click()
const choose = async (within: Locator, field: RegExp, option: RegExp): Promise<void> => {
  await within.getByRole('button', { name: field }).click()
  await page.getByRole('option', { name: option }).click()
}

test('J4: the form knows how each identity provider spells a group, and says so as one types', async () => {
  await page.getByRole('button', { name: 'Add group manually' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add group manually' })
  const identifier = dialog.getByRole('textbox', { name: 'Identifier' })
  const submit = dialog.getByRole('button', { name: 'Add group', exact: true })
  await expect(submit).toBeDisabled()
  await identifier.fill('   ')
  await expect(submit).toBeDisabled()

  await choose(dialog, /Identity provider/, /Keycloak, full path/)
  await identifier.fill('engineering/platform')
  await expect(dialog.getByText(/A full path begins with a slash/)).toBeVisible()
  await identifier.fill('/engineering/platform')
  await expect(dialog.getByText(/A full path begins with a slash/)).toHaveCount(0)
  await choose(dialog, /Identity provider/, /Keycloak, bare name/)
  await expect(dialog.getByText(/A bare name has no slash/)).toBeVisible()
  await choose(dialog, /Identity provider/, /Google Workspace/)
  await identifier.fill('platform')
  await expect(dialog.getByText(/sends groups as e-mail addresses/)).toBeVisible()
  await expectAccessibleInBoth(page, 'add group dialog with a remark')
  await submit.click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await expect(identifier).toHaveValue('platform')

  await identifier.fill(GROUP)
  await expect(dialog.getByText(/sends groups as e-mail addresses/)).toHaveCount(0)
  await dialog.getByRole('textbox', { name: 'Label' }).fill('Who runs the platform')
  await choose(dialog, /Linked team/, /platform/)
  await expect(dialog.getByText(/The team follows this group from now on/)).toBeVisible()
  await submit.click()
  await expect(dialog).toBeHidden()
  await expect(row(GROUP)).toContainText('Manual')
  await expect(row(GROUP)).toContainText('platform')
  await expect(row(GROUP).getByRole('button', { name: `Delete group ${GROUP}` })).toBeVisible()
})

test('J4: an empty identifier is 400; a taken one 409, which names the organization that has it', async () => {
  await expect(service.muster('group', 'add', '  ', '--org', 'acme')).rejects.toThrow(/empty/)
  await page.getByRole('button', { name: 'Add group manually' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add group manually' })
  const identifier = dialog.getByRole('textbox', { name: 'Identifier' })
  await identifier.fill(GROUP.toUpperCase())
  await dialog.getByRole('button', { name: 'Add group', exact: true }).click()
  await expect(dialog.getByText(`A group named ${GROUP} is in the catalog already.`)).toBeVisible()
  await identifier.fill('SALES')
  await dialog.getByRole('button', { name: 'Add group', exact: true }).click()
  await expect(dialog.getByText(/A group named Sales is in the catalog of the organization globex/)).toBeVisible()
  await expect(identifier).toHaveValue('SALES')
  await expectAccessibleInBoth(page, 'add group dialog, refused')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
})

test('J4: the row that was entered by hand is edited, and the edit taken back', async () => {
  await row(GROUP)
    .getByRole('button', { name: `Edit group ${GROUP}` })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Edit group' })
  await dialog.getByRole('textbox', { name: 'Identifier' }).fill('platforms@acme.example')
  await expectAccessibleInBoth(page, 'edit group dialog')
  await dialog.getByRole('button', { name: 'Save group' }).click()
  await expect(row('platforms@acme.example')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).first().click()
  await expect(row(GROUP)).toBeVisible()
  groupId = (await service.muster<{ id: string }>('group', 'show', GROUP, '--org', 'acme')).id
})

test('J5: pushed, the same row is the identity provider’s: same id, same team, no Edit and no Delete, and its members come', async () => {
  expect(await idp.group(GROUP, [people.ada, people.grace])).toBe(groupId)
  await expect(row(GROUP)).toContainText('SCIM')
  await expect(row(GROUP)).toContainText('platform')
  await expect(row(GROUP).getByRole('button', { name: /^(Edit|Delete) group/ })).toHaveCount(0)
  await row(GROUP).getByRole('link', { name: GROUP }).click()
  const drawer = page.getByRole('dialog', { name: GROUP })
  await expect(drawer.getByRole('button', { name: /^(Edit|Delete) group/ })).toHaveCount(0)
  await drawer.getByRole('tab', { name: 'History' }).click()
  await expect(drawer.getByRole('link', { name: /group\.promoted/ })).toBeVisible()
  await expectAccessibleInBoth(page, 'history of a promoted group')
  await drawer.getByRole('tab', { name: 'Overview' }).click()
  await expectAccessibleInBoth(page, 'overview of a promoted group')
  await drawer.getByRole('link', { name: 'platform', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'platform' })).toBeVisible()
  await expect(row('Ada Lovelace')).toContainText('Provisioning')
  await expect(row('Grace Hopper')).toBeVisible()
})

test('G10: the drawer says who is in the group directly, by nesting alone and in all, and by which groups', async () => {
  const inner = await idp.group('Night shift', [people.alan, people.ada])
  await idp.patch(`/Groups/${groupId}`, { op: 'add', path: 'members', value: [{ value: inner }] })
  await page.goto(`${service.console}/organizations/acme/group-mapping?group=${groupId}`)
  const drawer = page.getByRole('dialog', { name: GROUP })
  await drawer.getByRole('tab', { name: /Members/ }).click()
  await expect(drawer.getByText('3 members', { exact: true })).toBeVisible()
  await drawer.getByText('By nesting only', { exact: true }).click()
  await expect(drawer.getByText('1 member', { exact: true })).toBeVisible()
  await expect(drawer.getByRole('row').filter({ hasText: 'Alan Turing' })).toContainText('Night shift')
  await expectAccessibleInBoth(page, 'members by nesting')
  await drawer.getByText('Everyone', { exact: true }).click()
  await expect(drawer.getByRole('row').filter({ hasText: 'Ada Lovelace' })).toContainText('Directly')
  await expect(drawer.getByRole('row').filter({ hasText: 'Alan Turing' })).toContainText('Night shift')
  await drawer.getByRole('tab', { name: 'Requests' }).click()
  await expect(drawer.getByText(/PATCH/).first()).toBeVisible()
  await expectAccessibleInBoth(page, 'requests that touched a group')
  await drawer.getByRole('tab', { name: 'SCIM resource' }).click()
  await expect(drawer.getByRole('button', { name: /Copy/ }).first()).toBeVisible()
  await expectAccessibleInBoth(page, 'a group as JSON')
  await drawer
    .getByRole('link', { name: 'Close details' })
    .or(drawer.getByRole('button', { name: 'Close details' }))
    .click()
  await expect(drawer).toBeHidden()
})

test('J10: a rename at the identity provider renames the row, links and all', async () => {
  expect(await idp.patch(`/Groups/${groupId}`, { op: 'replace', path: 'displayName', value: 'Platform Crew' })).toBe(204)
  await expect(row('Platform Crew')).toContainText('platform')
  await expect(row(GROUP)).toHaveCount(0)
})

test('J10: a rename to a name that is taken is 409; the old name holds, and the problem says what to do', async () => {
  const renamed = await idp.send('PATCH', `/Groups/${groupId}`, {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'displayName', value: 'sales' }],
  })
  expect(renamed.status).toBe(409)
  expect(renamed.body['scimType']).toBe('uniqueness')
  expect(JSON.stringify(renamed.body)).not.toContain('globex')
  await expect(row('Platform Crew')).toBeVisible()
  await open('Problems')
  const problem = page.getByRole('region', { name: /sales/i })
  await expect(problem).toContainText('globex')
  await expectAccessibleInBoth(page, 'the problem of a refused rename')
  expect(await idp.patch(`/Groups/${groupId}`, { op: 'replace', path: 'displayName', value: 'acme Platform' })).toBe(204)
  await expect(problem).toHaveCount(0)
})

test('the catalog is narrowed by source, link and object ids, and sorted, and all of it stands in the address', async () => {
  await idp.group('6f9619ff-8b86-d011-b42d-00cf4fc964ff')
  await service.muster('group', 'add', 'Interns', '--org', 'acme')
  await open('Group mapping')
  await expect(page.getByText('4 groups', { exact: true })).toBeVisible()
  await choose(page.getByRole('main'), /Names/, /^Object IDs/)
  await expect(page.getByText('1 group', { exact: true })).toBeVisible()
  await expect(row('6f9619ff')).toContainText('Object ID')
  await choose(page.getByRole('main'), /Names/, /No object IDs/)
  await choose(page.getByRole('main'), /Linked teams Linked|Linked or not/, /Not linked/)
  await expect(page.getByText('2 groups', { exact: true })).toBeVisible()
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click()
  await expect(page).toHaveURL(/names=words/)
  await expect(page).toHaveURL(/linked=unlinked/)
  await expect(page).toHaveURL(/sort=name-desc/)
  await page.reload()
  await expect(page.getByRole('row').nth(1)).toContainText('Night shift')
  await page.getByText('Manual', { exact: true }).first().click()
  await expect(page.getByText('1 group', { exact: true })).toBeVisible()
  await expectAccessibleInBoth(page, 'the catalog, narrowed')
  await page.goto(`${service.console}/organizations/acme/group-mapping`)
})

test('J9: deleting by hand shows first which teams lose how many; then it is as if deleted at the identity provider', async () => {
  await row('Interns')
    .getByRole('button', { name: /Linked teams/ })
    .click()
  await page.getByRole('option', { name: /oncall/ }).click()
  await page.getByRole('button', { name: 'Link group' }).click()
  await expect(row('Interns')).toContainText('oncall')
  const claims = path.join(service.dataDir, 'claims.json')
  writeFileSync(claims, JSON.stringify({ groups: ['Interns'] }))
  await service.muster('sign-in', 'alan@acme.example', '--claims', claims, '--apply')
  await row('Interns').getByRole('button', { name: 'Delete group Interns' }).click()
  await expect(alert()).toContainText('One team follows this group')
  await expect(alert()).toContainText('oncall loses 1 member, and waits in Orphan review.')
  await expectAccessibleInBoth(page, 'what deleting a group does')
  await alert().getByRole('button', { name: 'Cancel' }).click()
  await expect(row('Interns')).toContainText('oncall')
  await row('Interns').getByRole('button', { name: 'Delete group Interns' }).click()
  await alert().getByRole('button', { name: 'Delete group' }).click()
  await expect(row('Interns')).toHaveCount(0)
  await expect(page.getByText('One team has lost its group')).toBeVisible()
})

test('J8: deleted at the identity provider, the row is gone, its members are purged, and the banner counts its team too', async () => {
  expect((await idp.send('DELETE', `/Groups/${groupId}`)).status).toBe(204)
  await expect(row('acme Platform')).toHaveCount(0)
  await expect(page.getByText('2 teams have lost their group')).toBeVisible()
  await expectAccessibleInBoth(page, 'group mapping with the orphan banner')
  await open('Teams')
  await row('platform').getByRole('link', { name: 'platform', exact: true }).click()
  await expect(page.getByText('The group acme Platform is gone')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add member' })).toHaveAttribute('aria-disabled', 'true')
  await expectAccessibleInBoth(page, 'an orphaned team')
  await page.getByRole('link', { name: 'Review orphaned teams' }).click()
})

test('J8: the group is back under its name and linked again: its members join at once; the other team returns to manual without', async () => {
  const platform = page.getByRole('region', { name: 'platform' })
  await expect(platform).toContainText('3 members were removed')
  await idp.group('acme Platform', [people.grace])
  await expect(platform.getByText('A group named acme Platform is back in the catalog')).toBeVisible()
  await expectAccessibleInBoth(page, 'orphan review with a group that is back')
  await platform.getByRole('button', { name: 'Link it again' }).click()
  await alert().getByRole('button', { name: 'Link group' }).click()
  await expect(platform).toHaveCount(0)
  const oncall = page.getByRole('region', { name: 'oncall' })
  await expect(oncall).toContainText('was deleted here by hand')
  await oncall.getByRole('button', { name: 'Return to manual without' }).click()
  await alert().getByRole('button', { name: 'Return team without members' }).click()
  await expect(page.getByText('Nothing to review')).toBeVisible()
  await expectAccessibleInBoth(page, 'orphan review, empty')
  await open('Group mapping')
  await expect(page.getByText(/lost (its|their) group/)).toHaveCount(0)
  const { members } = await service.muster<{ members: { userName: string; origins: string[] }[] }>(
    'team',
    'show',
    'platform',
    '--org',
    'acme',
  )
  expect(members.map(({ userName, origins }) => `${userName} ${origins.join()}`)).toEqual(['grace@acme.example provisioning'])
})

test('J13: a team stops following its group after a warning; its members stay by hand, and only then can it be deleted', async () => {
  await open('Teams')
  await row('platform').getByRole('link', { name: 'platform', exact: true }).click()
  const remove = page.getByRole('button', { name: 'Delete team' })
  await expect(remove).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'Unlink group' }).click()
  await expect(alert()).toContainText('Current members stay, as manual ones.')
  await expectAccessibleInBoth(page, 'what unlinking does')
  await alert().getByRole('button', { name: 'Unlink group' }).click()
  await expect(row('Grace Hopper')).toContainText('Manual')
  await expect(page.getByRole('button', { name: 'Remove Grace Hopper' })).toBeEnabled()
  await expect(page.getByRole('button', { name: /Add a member to platform/ })).toBeEnabled()
  await remove.click()
  await expect(alert()).toContainText('Its one member leaves it.')
  await alert().getByRole('button', { name: 'Delete team' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Teams' })).toBeVisible()
  await expect(row('platform')).toHaveCount(0)
  await expectAccessibleInBoth(page, 'teams')
})

test('the page had nothing to complain of', () => {
  expect(complaints).toEqual([])
})
