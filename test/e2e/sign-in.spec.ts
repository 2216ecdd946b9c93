import { expect, type Locator, type Page, test } from '@playwright/test'
import { identityProvider, type IdentityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'
import { expectAccessibleInBoth, navigate, watchComplaints } from './watched-page.ts'

/** J6 and J7: a team is handed to a group, and a sign-in with the group's name is tried, applied and looked back on. */
test.describe.configure({ mode: 'serial' })

let service: RunningService
let page: Page
let complaints: string[]
let idp: IdentityProvider
let ada: string

test.beforeAll(async ({ browser }) => {
  service = await startService()
  for (const name of ['acme', 'globex']) await service.muster('org', 'create', name)
  const { token, endpoint } = await service.muster<{ token: string; endpoint: string }>('token', 'issue', '--org', 'acme')
  idp = identityProvider(endpoint, token)
  ada = await idp.user('ada@acme.example', 'Ada Lovelace')
  for (const name of ['Platform', '/eng/ops', 'Crew']) await idp.group(name)
  await service.muster('group', 'add', 'Analysts', '--org', 'globex')
  await service.muster('team', 'create', 'insight', '--org', 'globex', '--group', 'Analysts')
  await service.muster('team', 'create', 'operators', '--org', 'acme', '--group', '/eng/ops')
  await service.muster('team', 'create', 'research', '--org', 'acme')
  page = await (await browser.newContext({ reducedMotion: 'reduce' })).newPage()
  page.setDefaultTimeout(30_000)
  complaints = watchComplaints(page)
  await page.goto(await service.signInLink())
  await page.goto(`${service.console}/organizations/acme/teams`)
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const userName = (): Locator => page.getByRole('textbox', { name: 'User name' })
const claim = (): Locator => page.getByRole('textbox', { name: 'Groups claim' })
const preview = (): Locator => page.getByRole('region', { name: 'Preview' })
const teamsOf = (organization: string): Locator => page.getByRole('list', { name: `Teams of ${organization}` })
const unmatched = (): Locator => page.getByRole('list', { name: 'Values that match nothing' })

async function applied(): Promise<Locator> {
  await page.getByRole('button', { name: 'Apply sign-in' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Apply sign-in' }).click()
  const result = page.getByRole('region', { name: 'Result' })
  await expect(result).toBeVisible()
  return result
}

test('J6 D1: handing a team to a group says what follows before anything is saved', async () => {
  await page
    .getByRole('row', { name: /research/ })
    .getByRole('link', { name: 'research' })
    .click()
  await page.getByRole('button', { name: /Membership follows/ }).click()
  await page.getByRole('option', { name: /Platform/ }).click()
  const question = page.getByRole('alertdialog', { name: 'Let Platform manage research?' })
  await expect(question).toContainText('Adding and removing members by hand is switched off')
  await expect(question).toContainText('cannot be deleted until the group is cleared')
  await expectAccessibleInBoth(page, 'the question before a team is delegated')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: 'Delete team' })).toBeEnabled()
  await page.getByRole('button', { name: /Membership follows/ }).click()
  await page.getByRole('option', { name: /Platform/ }).click()
  await question.getByRole('button', { name: 'Link group' }).click()
})

test('J6 D1: the team has its badge and its banner, and no way to add or delete', async () => {
  await expect(page.getByText('Managed in IdP').first()).toBeVisible()
  await expect(page.getByRole('main')).toContainText(/Platform/)
  await expect(page.getByRole('button', { name: 'Add member' })).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('button', { name: 'Delete team' })).toHaveAttribute('aria-disabled', 'true')
  await expectAccessibleInBoth(page, 'a delegated team')
})

test('J6: the team’s role in a workspace is given apart from its members', async () => {
  await service.muster('workspace', 'create', 'lab', '--org', 'acme')
  await navigate(page, 'Workspaces')
  await page.getByRole('link', { name: 'lab' }).click()
  await page.getByRole('button', { name: 'Give a role' }).click()
  const dialog = page.getByRole('dialog', { name: 'Give a role' })
  await dialog.getByRole('button', { name: /^Team / }).click()
  await page.getByRole('option', { name: /research/ }).click()
  await dialog.getByRole('button', { name: /Role$/ }).click()
  await page.getByRole('option', { name: 'Maintain', exact: true }).click()
  await dialog.getByRole('button', { name: 'Give role' }).click()
  await expect(page.getByRole('row', { name: /research/ })).toContainText('Maintain')
})

test('J6 S1: from the team to a sign-in with its group, which shows that the person would join', async () => {
  await page
    .getByRole('row', { name: /research/ })
    .getByRole('link', { name: 'research' })
    .click()
  await page.getByRole('link', { name: 'Test a sign-in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Claims tester' })).toBeVisible()
  await expect(claim()).toHaveValue(/"Platform"/)
  await expectAccessibleInBoth(page, 'the claims tester without a person')
  await page.getByRole('button', { name: /Choose a person/ }).click()
  await page.getByRole('searchbox', { name: 'Search users' }).fill('lovelace')
  await page.getByRole('option', { name: /Ada Lovelace/ }).click()
  await expect(userName()).toHaveValue('ada@acme.example')
  await expect(teamsOf('acme')).toContainText('Joins')
  await expect(teamsOf('acme')).toContainText('research')
  await expectAccessibleInBoth(page, 'a preview')
})

test('J7 S1, S2: a list is previewed in every organization, each value with what it matches or why not', async () => {
  await claim().fill('["platform", "ops", "/a/Crew", "6f9619ff-8b86-d011-b42d-00c04fc964ff", "Night shift", "Analysts"]')
  await expect(teamsOf('acme')).toContainText('research')
  await expect(teamsOf('globex')).toContainText('insight')
  const matches = page.getByRole('list', { name: 'Values that match in acme' })
  await expect(matches).toContainText('Not letter for letter')
  await expect(page.getByRole('list', { name: 'Values that match in globex' })).toContainText('Entered by hand')
  for (const reason of ['Name, not path', 'Path, not name', 'Object ID', 'Unknown']) await expect(unmatched()).toContainText(reason)
  await expect(unmatched()).toContainText('Token configuration')
  await expect(preview().getByRole('status')).toHaveText('Joins 2 teams.')
  await expect(page.getByRole('main')).toContainText('Is let in')
  await expectAccessibleInBoth(page, 'a preview with matches and none')
  expect(await service.muster('team', 'show', 'research', '--org', 'acme')).toMatchObject({ memberCount: 0 })
})

test('J7: lines, a payload and a token are read too; of a token only the claim is sent', async () => {
  await claim().fill('Platform\nAnalysts')
  await expect(page.getByText('Read as one value per line.')).toBeVisible()
  await expect(preview().getByRole('status')).toHaveText('Joins 2 teams.')
  const payload = { preferred_username: 'ada@acme.example', secret: 'nobody else’s', groups: ['Platform', 'Crew'] }
  const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')
  await userName().fill('')
  const asked = page.waitForRequest((request) => request.postData()?.includes('"Crew"') === true)
  await claim().fill(`${encoded({ alg: 'none' })}.${encoded(payload)}.c2ln`)
  await expect(userName()).toHaveValue('ada@acme.example')
  await expect(page.getByText('Its signature is not checked.').first()).toBeVisible()
  const sent = (await asked).postData() ?? ''
  expect(sent).toContain('ada@acme.example')
  expect(sent).not.toContain('secret')
  expect(sent).not.toContain(encoded(payload))
  await expect(preview().getByRole('status')).toHaveText('Joins 1 team.')
  await claim().fill('["Platform"')
  await expect(page.getByRole('main')).toContainText('begins like JSON, but is none')
  await expect(page.getByRole('button', { name: 'Apply sign-in' })).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('Nothing to preview yet')).toBeVisible()
  await expectAccessibleInBoth(page, 'what cannot be read')
})

test('J7: of a token with many groups the first are shown, and all when asked for', async () => {
  await claim().fill(Array.from({ length: 30 }, (_, n) => `nobody knows ${n}`).join('\n'))
  await expect(page.getByRole('main')).toContainText('30 values')
  await expect(unmatched().getByRole('listitem')).toHaveCount(20)
  await page.getByRole('button', { name: 'Show all of Values that match nothing' }).click()
  await expect(unmatched().getByRole('listitem')).toHaveCount(30)
})

test('J7 S1: applied, it says what it did; the claims record, the audit log and the effective role say so too', async () => {
  await claim().fill('["Platform", "Night shift"]')
  await expect(teamsOf('acme')).toContainText('Joins')
  await page.getByRole('button', { name: 'Apply sign-in' }).click()
  const question = page.getByRole('alertdialog', { name: 'Apply the sign-in of ada@acme.example?' })
  await expect(question).toContainText('Joins 1 team, leaves 0 teams')
  await expect(question).toContainText('There is no undo')
  await expectAccessibleInBoth(page, 'the question before a sign-in is applied')
  await question.getByRole('button', { name: 'Apply sign-in' }).click()
  const result = page.getByRole('region', { name: 'Result' })
  await expect(result).toContainText('Applied. Joined 1 team.')
  await expectAccessibleInBoth(page, 'the result')

  await result.getByRole('link', { name: 'Effective access' }).click()
  const drawer = page.getByRole('dialog', { name: 'Ada Lovelace' })
  await expect(drawer.getByRole('list', { name: 'Workspaces', exact: true })).toContainText('Maintain')
  await drawer.getByRole('tab', { name: 'Sign-in' }).click()
  await expect(drawer).toContainText('Claims tester')
  await expect(drawer).toContainText('Joined 1 team.')
  await expect(drawer.getByRole('list', { name: 'Values that match in acme' })).toContainText('Platform')
  await expect(drawer.getByRole('list', { name: 'Values that match nothing' })).toContainText('Night shift')
  await expectAccessibleInBoth(page, 'the last sign-in of a person')
  await drawer.getByRole('link', { name: 'In the audit log' }).click()
  await expect(page.getByRole('row', { name: /research/ }).first()).toContainText(/added/i)
})

test('J7 S6: the last claims are taken into the tester, where they change nothing any more', async () => {
  await page.goto(`${service.console}/organizations/acme/users/${ada}?tab=sign-in`)
  await page.getByRole('dialog').getByRole('link', { name: 'Open in the claims tester' }).click()
  await expect(userName()).toHaveValue('ada@acme.example')
  await expect(claim()).toHaveValue(/Night shift/)
  await expect(preview().getByRole('status')).toHaveText('Stays in 1 team.')
})

test('J7 S3: a malformed claim changes nothing, and is a problem', async () => {
  await page.getByRole('button', { name: 'Example: malformed' }).click()
  await expect(preview()).toContainText('The groups claim is malformed, and nothing changes')
  await expect(preview()).toContainText('a single text, not a list')
  await expectAccessibleInBoth(page, 'a malformed claim')
  await expect(await applied()).toContainText('Nothing has changed, and a problem was raised')
  await page.getByRole('link', { name: 'Problems', exact: true }).last().click()
  await expect(page.getByRole('main')).toContainText('ada@acme.example')
})

test('J7 S3: an empty claim ends what came by sign-in, and so does an absent one', async () => {
  await page.goto(`${service.console}/organizations/acme/claims-tester?person=${ada}`)
  await page.getByRole('button', { name: 'Example: absent' }).click()
  await expect(preview()).toContainText('There is no groups claim')
  await expect(teamsOf('acme')).toContainText('Leaves')
  await expectAccessibleInBoth(page, 'an absent claim')
  await page.getByRole('button', { name: 'Example: empty' }).click()
  await expect(preview()).toContainText('The groups claim is empty')
  await expect(preview().getByRole('status')).toHaveText('Leaves 1 team.')
  await expect(await applied()).toContainText('Applied. Left 1 team.')
})

test('J7 S2: who is in the team for another reason stays in it', async () => {
  const { body } = await idp.send('GET', `/Groups?filter=${encodeURIComponent('displayName eq "Platform"')}`)
  const [group] = body['Resources'] as { id: string }[]
  await idp.patch(`/Groups/${group?.id ?? ''}`, { op: 'add', path: 'members', value: [{ value: ada }] })
  await claim().fill('["Platform"]')
  await expect(teamsOf('acme')).toContainText('In it also by')
  await applied()
  await claim().fill('[]')
  await expect(teamsOf('acme')).toContainText('Stays otherwise')
  await expect(teamsOf('acme')).toContainText('Provisioning')
})

test('J7 S4, X6: somebody unknown is created only where that is asked for; all of it without the mouse', async () => {
  await page.goto(`${service.console}/organizations/acme/claims-tester`)
  await userName().focus()
  await page.keyboard.type('alan@acme.example')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: /Choose a person/ })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.type('Platform')
  await expect(preview()).toContainText('Nobody here goes by alan@acme.example')
  await expect(preview()).toContainText('Nobody is let in')
  await expectAccessibleInBoth(page, 'an unknown person')
  await expect(page.getByRole('button', { name: 'Apply sign-in' })).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('checkbox', { name: /Create the person/ }).focus()
  await page.keyboard.press('Space')
  await expect(preview()).toContainText('Is let in')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Apply sign-in' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog')).toContainText('Lets the person into acme')
  await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Apply sign-in' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('Applied. Joined 1 team.')
  await page.getByRole('link', { name: 'Claims record' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'alan@acme.example' })).toContainText('Joined 1 team.')
})

test('G12, J7: what values are compared with is a policy, and the preview follows it', async () => {
  await page.goto(`${service.console}/organizations/acme/settings`)
  await page.goto(`${service.console}/settings/organization`)
  await expect(page.getByRole('heading', { name: 'Policy of acme' })).toBeVisible()
  await page
    .getByRole('radiogroup', { name: 'What is a value of the groups claim compared with?' })
    .getByText('External ID', { exact: true })
    .click()
  await expect(page.getByRole('radio', { name: /^External ID/ })).toBeChecked()
  await expectAccessibleInBoth(page, 'the policy of an organization')
  await page.getByRole('main').getByRole('link', { name: 'claims tester' }).click()
  await userName().fill('ada@acme.example')
  await claim().fill('["Platform"]')
  await expect(unmatched()).toContainText('Other key')
  await expect(unmatched()).toContainText('matches claims by external id')
})

test('nothing was held against the page', () => {
  expect(complaints).toEqual([])
})
