import { expect, type Locator, type Page, test } from '@playwright/test'
import { identityProvider, type IdentityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'
import { dismissNotifications, expectAccessible, navigate, watchComplaints } from './watched-page.ts'

/** J19: members and owners, workspaces and what holds in them, roles and bindings, from start to end. */
test.describe.configure({ mode: 'serial' })

let service: RunningService
let page: Page
let complaints: string[]
let idp: IdentityProvider
let ada: string

test.beforeAll(async ({ browser }) => {
  service = await startService()
  await service.muster('org', 'create', 'acme')
  const { token, endpoint } = await service.muster<{ token: string; endpoint: string }>('token', 'issue', '--org', 'acme')
  idp = identityProvider(service.scim + new URL(endpoint).pathname, token)
  ada = await idp.user('ada@acme.example', 'Ada')
  await idp.group('Platform', [ada])
  await idp.group('Everyone', [ada])
  page = await (await browser.newContext()).newPage()
  page.setDefaultTimeout(30_000)
  complaints = watchComplaints(page)
  await page.goto(await service.signInLink())
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const row = (name: string | RegExp): Locator => page.getByRole('row', { name })

/** Fills the pickers of the open dialog. */
async function choose(dialog: Locator, kind: string, name: string): Promise<void> {
  await dialog.getByText(kind, { exact: true }).first().click()
  await dialog.getByRole('button', { name: new RegExp(`^${kind} `) }).click()
  await page.getByRole('option', { name: new RegExp(name) }).click()
}

async function give(kind: string, name: string, role: string): Promise<void> {
  await page.getByRole('button', { name: 'Give a role' }).click()
  const dialog = page.getByRole('dialog', { name: 'Give a role' })
  await choose(dialog, kind, name)
  await dialog.getByRole('button', { name: /Role$/ }).click()
  await page.getByRole('option', { name: role, exact: true }).click()
  await expectAccessible(page, `give a role to a ${kind}`)
  await dialog.getByRole('button', { name: 'Give role' }).click()
  await expect(dialog).toBeHidden()
  await expect(row(new RegExp(name))).toContainText(role)
}

test('D7: a member added by hand becomes the owner, and the last owner stays one', async () => {
  await navigate(page, 'Members')
  await expect(row(/Ada/)).toContainText('Pushed')
  await page.getByRole('button', { name: 'Add member' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add member' })
  await dialog.getByRole('textbox', { name: 'User name' }).fill('grace@acme.example')
  await dialog.getByRole('textbox', { name: 'Display name' }).fill('Grace')
  await expectAccessible(page, 'add member')
  await dialog.getByRole('button', { name: 'Add member' }).click()
  await expect(row(/Grace/)).toContainText('By hand')
  await page.getByRole('button', { name: 'Make Grace an owner' }).click()
  await expect(row(/Grace/)).toContainText('Owner')
  await expect(page.getByRole('button', { name: 'Make Grace a member' })).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('button', { name: 'Remove Grace' })).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('heading', { level: 1 }).hover()
  await page.getByRole('button', { name: 'Make Grace a member' }).hover()
  await expect(page.getByRole('tooltip')).toContainText('Make somebody else an owner first')
  await page.getByRole('heading', { level: 1 }).hover()
  await expect(page.getByRole('tooltip')).toBeHidden()
  await expectAccessible(page, 'the members')
  await page.getByRole('button', { name: 'Make Ada an owner' }).click()
  await page.getByRole('button', { name: 'Make Grace a member' }).click()
  await page.getByRole('button', { name: 'Remove Grace' }).click()
  const question = page.getByRole('alertdialog', { name: 'Remove Grace from acme?' })
  await expectAccessible(page, 'remove member')
  await question.getByRole('button', { name: 'Remove member' }).click()
  await expect(row(/Grace/)).toHaveCount(0)
})

test('D7: removed by the identity provider, the last owner keeps the role, the removal succeeds, and a problem says so', async () => {
  expect((await idp.send('DELETE', `/Users/${ada}`)).status).toBe(204)
  await expect(row(/ada@acme/)).toContainText('No access')
  await expect(row(/ada@acme/)).toContainText('Owner')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Problems' }).click()
  await expect(page.getByRole('main')).toContainText('ada@acme.example')
  ada = await idp.user('ada@acme.example', 'Ada')
  await expect(page.getByRole('main')).not.toContainText('ada@acme.example')
  for (const name of ['Platform', 'Everyone']) {
    const { body } = await idp.send('GET', `/Groups?filter=${encodeURIComponent(`displayName eq "${name}"`)}`)
    const [group] = body['Resources'] as { id: string }[]
    expect(await idp.patch(`/Groups/${group?.id ?? ''}`, { op: 'add', path: 'members', value: [{ value: ada }] })).toBe(204)
  }
})

test('D6: a workspace is created by a name that keeps the rule, and roles are given in it', async () => {
  await service.muster('team', 'create', 'research', '--org', 'acme')
  await navigate(page, 'Workspaces')
  await expectAccessible(page, 'no workspaces')
  await page.getByRole('button', { name: 'Create workspace' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Create workspace' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('-lab')
  await expect(dialog.getByRole('button', { name: 'Create workspace' })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Name' }).fill('lab')
  await expectAccessible(page, 'create workspace')
  await dialog.getByRole('button', { name: 'Create workspace' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'lab' })).toBeVisible()
  await give('Team', 'research', 'Connect')
  await give('Group', 'Platform', 'Maintain')
  await give('Group', 'Everyone', 'View')
  await expectAccessible(page, 'a workspace')
  await page.getByRole('button', { name: /Role of research/ }).click()
  await page.getByRole('option', { name: 'Launch' }).click()
  await expect(row(/research/)).toContainText('Launch')
})

test('D1: the page of the team says where it has a role', async () => {
  await row(/research/)
    .getByRole('link', { name: 'research' })
    .click()
  await expect(page.getByRole('list', { name: 'Workspaces of research' })).toContainText('Launch')
  await expectAccessible(page, 'a team with a workspace')
})

test('I6: the person’s details say which role holds and why; the order of groups changes it', async () => {
  const opened = async (): Promise<Locator> => {
    await navigate(page, 'Users')
    await row(/Ada/).getByRole('link', { name: 'Ada' }).click()
    const drawer = page.getByRole('dialog', { name: 'Ada' })
    await drawer.getByRole('tab', { name: 'Access' }).click()
    return drawer
  }
  const drawer = await opened()
  const list = drawer.getByRole('list', { name: 'Workspaces', exact: true })
  await expect(list).toContainText('Maintain')
  await expect(list).toContainText('group Platform')
  await expect(drawer.getByRole('list', { name: 'Other roles in lab' })).toContainText('View: group Everyone Lower')
  await expect(drawer.getByRole('list', { name: 'Permissions' })).toContainText('as an owner of the organization')
  await expectAccessible(page, 'what a person may do')
  await drawer.getByRole('button', { name: 'Close details' }).click()

  await navigate(page, 'Roles & bindings')
  await page.getByRole('tab', { name: 'Order of groups' }).click()
  await page.getByText('The order of groups', { exact: true }).click()
  await page
    .getByRole('button', { name: 'Move Platform up' })
    .or(page.getByRole('button', { name: 'Move Everyone down' }))
    .first()
    .click()
  const groups = page.getByRole('grid', { name: 'Order of groups' }).getByRole('row')
  await expect(groups.first()).toContainText('1')
  await expectAccessible(page, 'the order of groups')
  if (!(await groups.first().innerText()).includes('Everyone')) {
    await dismissNotifications(page)
    await page.getByRole('button', { name: 'Move Everyone up' }).click()
    await expect(groups.first()).toContainText('Everyone')
  }
  const again = await opened()
  await expect(again.getByRole('list', { name: 'Other roles in lab' })).toContainText('Another group comes first')
  await again.getByRole('button', { name: 'Close details' }).click()
})

test('I6: the order can be changed by keys alone', async () => {
  await navigate(page, 'Roles & bindings')
  await page.getByRole('tab', { name: 'Order of groups' }).click()
  const groups = page.getByRole('grid', { name: 'Order of groups' }).getByRole('row')
  await page.getByRole('button', { name: 'Move Everyone down' }).focus()
  await page.keyboard.press('Enter')
  await expect(groups.first()).toContainText('Platform')
})

test('I5: a role of one’s own, its permissions chosen, bound to a group and seen at its member', async () => {
  await page.getByRole('tab', { name: 'Roles', exact: true }).click()
  await expectAccessible(page, 'the roles')
  await page.getByRole('button', { name: 'Create role' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create role' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Auditor')
  await dialog.getByRole('button', { name: 'Create role' }).click()
  const drawer = page.getByRole('dialog', { name: 'Auditor' })
  await drawer
    .getByRole('row', { name: /^Audit/ })
    .locator('label')
    .nth(1)
    .click()
  await expect(drawer.getByRole('checkbox', { name: 'Audit: read' })).toBeChecked()
  await expectAccessible(page, 'a role')
  await drawer.getByRole('button', { name: 'Save role' }).click()
  await expect(drawer.getByRole('button', { name: 'Save role' })).toBeDisabled()
  await drawer.getByRole('button', { name: 'Close details' }).click()
  await expect(row(/Auditor/)).toContainText('Audit: read')

  await page.getByRole('tab', { name: 'Bindings' }).click()
  await page.getByRole('button', { name: 'Bind a role' }).click()
  const binding = page.getByRole('dialog', { name: 'Bind a role' })
  await binding.getByRole('button', { name: /Role$/ }).click()
  await page.getByRole('option', { name: 'Auditor' }).click()
  await choose(binding, 'Group', 'Platform')
  await expectAccessible(page, 'bind a role')
  await binding.getByRole('button', { name: 'Bind role' }).click()
  await expect(row(/Platform/)).toContainText('Auditor')
  await expectAccessible(page, 'the bindings')
  await row(/Platform/)
    .getByRole('button', { name: 'Unbind Auditor from Platform' })
    .click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Unbind role' }).click()
  await expect(row(/Platform/)).toHaveCount(0)
})

test('nothing was held against the page', () => {
  expect(complaints).toEqual([])
})
