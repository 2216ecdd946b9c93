import { expect, type Locator, type Page, test } from '@playwright/test'
import { identityProvider, type IdentityProvider } from './identity-provider.ts'
import { type RunningService, startService } from './service.ts'
import { expectAccessibleInBoth, watchComplaints } from './watched-page.ts'

/** J8: a group that fed many teams is gone, and they are decided together. */
test.describe.configure({ mode: 'serial' })

let service: RunningService
let page: Page
let complaints: string[]
let idp: IdentityProvider
const people = { ada: '', grace: '' }

test.beforeAll(async ({ browser }) => {
  service = await startService()
  await service.muster('org', 'create', 'acme')
  const { token } = await service.muster<{ token: string }>('token', 'issue', '--org', 'acme')
  idp = identityProvider(`${service.scim}/api/orgs/1/scim/v2`, token)
  people.ada = await idp.user('ada@acme.example', 'Ada Lovelace')
  people.grace = await idp.user('grace@acme.example', 'Grace Hopper')
  const groups = { Engineering: ['api', 'web', 'ops', 'data'], Sales: ['deals'] }
  for (const [group, teams] of Object.entries(groups)) {
    const id = await idp.group(group, [people.ada, people.grace])
    for (const team of teams) await service.muster('team', 'create', team, '--org', 'acme', '--group', group)
    await idp.send('DELETE', `/Groups/${id}`)
  }
  page = await (await browser.newContext()).newPage()
  complaints = watchComplaints(page)
  await page.goto(await service.signInLink())
  await page.goto(`${service.console}/organizations/acme/orphans`)
})

test.afterAll(async () => {
  await page.context().close()
  await service.stop()
})

const together = (): Locator => page.getByRole('region', { name: 'Decide several at once' })
const card = (name: string): Locator => page.getByRole('region', { name, exact: true })
/** By key, as everyone can. */
const tick = (name: string) => page.getByRole('checkbox', { name, exact: true }).press('Space')
const members = async (team: string): Promise<string[]> => {
  const shown = await service.muster<{ members: { userName: string; origins: string[] }[] }>('team', 'show', team, '--org', 'acme')
  return shown.members.map(({ userName, origins }) => `${userName} ${origins.join()}`)
}

test('D5: with none selected, nothing can be decided together, and each control says why', async () => {
  await expect(card('api')).toBeVisible()
  await expect(together().getByRole('status')).toHaveText('None selected')
  await expect(together().getByRole('button', { name: 'Delete teams' })).toHaveAttribute('aria-disabled', 'true')
  await expectAccessibleInBoth(page, 'orphan review, none selected')
  await together().getByRole('button', { name: 'Delete teams' }).focus()
  await expect(page.getByRole('tooltip')).toHaveText('Select the teams first.')
})

test('D5: some are selected, the count is said, and they return to manual with their members in one step', async () => {
  await tick('Select api')
  await tick('Select web')
  await expect(together().getByRole('status')).toHaveText('2 of 5 selected')
  await together().getByRole('button', { name: 'Link again' }).focus()
  await expect(page.getByRole('tooltip')).toHaveText('No group of the same name is back for api, web.')
  await together().getByRole('button', { name: 'Return with members' }).click()
  const asked = page.getByRole('alertdialog')
  await expect(asked).toContainText('Return 2 teams to manual with their members?')
  await expect(asked).toContainText('api, web')
  await expect(asked).toContainText('4 memberships that went with the groups come back')
  await expectAccessibleInBoth(page, 'returning several teams')
  await asked.getByRole('button', { name: 'Return teams with members' }).click()
  await expect(card('api')).toHaveCount(0)
  await expect(card('web')).toHaveCount(0)
  await expect(together().getByRole('status')).toHaveText('None selected')
  for (const team of ['api', 'web']) expect(await members(team)).toEqual(['ada@acme.example manual', 'grace@acme.example manual'])
  await page.goto(`${service.console}/organizations/acme/activity?tab=audit`)
  await page.getByRole('row').filter({ hasText: 'team.returned-to-manual' }).first().click()
  await page.getByRole('dialog').getByRole('link', { name: 'All changes of this cascade' }).first().click()
  await expect(page.getByRole('row').filter({ hasText: 'team.returned-to-manual' })).toHaveCount(2)
})

test('D5: a group that is back is linked again to those that it had fed', async () => {
  await idp.group('Engineering', [people.grace])
  await page.goto(`${service.console}/organizations/acme/orphans`)
  await tick('Select all 3')
  await expect(together().getByRole('status')).toHaveText('3 of 3 selected')
  await together().getByRole('button', { name: 'Link again' }).focus()
  await expect(page.getByRole('tooltip')).toHaveText('No group of the same name is back for deals.')
  await tick('Select deals')
  await together().getByRole('button', { name: 'Link again' }).click()
  const asked = page.getByRole('alertdialog')
  await expect(asked).toContainText('Link 2 teams again?')
  await expectAccessibleInBoth(page, 'linking several teams again')
  await asked.getByRole('button', { name: 'Link teams' }).click()
  await expect(card('ops')).toHaveCount(0)
  for (const team of ['ops', 'data']) expect(await members(team)).toEqual(['grace@acme.example provisioning'])
  // One alone is decided in its card.
  await expect(card('deals')).toBeVisible()
  await expect(together()).toHaveCount(0)
})

test('D5: all are deleted at once, after a word of warning', async () => {
  const { groups } = { groups: await service.muster<{ id: string }[]>('group', 'list', '--org', 'acme') }
  for (const { id } of groups) await idp.send('DELETE', `/Groups/${id}`)
  await expect(card('ops')).toBeVisible()
  await tick('Select all 3')
  await together().getByRole('button', { name: 'Delete teams' }).click()
  const asked = page.getByRole('alertdialog')
  await expect(asked).toContainText('gone for good')
  await expect(asked.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expectAccessibleInBoth(page, 'deleting several teams')
  await asked.getByRole('button', { name: 'Delete teams' }).click()
  await expect(page.getByText('Nothing to review')).toBeVisible()
  expect(await service.muster<unknown[]>('team', 'list', '--org', 'acme')).toHaveLength(2)
})

test('the page had nothing to complain of', () => {
  expect(complaints).toEqual([])
})
