import { expect } from 'vitest'
import { verifyAudit } from '../../../src/main/domain/activity/audit.ts'
import { issueToken, requireIntegration } from '../../../src/main/domain/tokens.ts'
import { removeTeamMember, requireTeam } from '../../../src/main/domain/teams.ts'
import { applySignIn } from '../../../src/main/domain/sign-in/apply.ts'
import { requireGroup } from '../../../src/main/domain/groups.ts'
import { requireUser } from '../../../src/main/domain/users.ts'
import type { OrganizationRow } from '../../../src/main/store/organizations.ts'
import type { UserRow } from '../../../src/main/store/users.ts'
import { ADMIN, worldOn } from '../../support/world.ts'
import type { DataFolder } from '../../support/data-folder.ts'
import type { Model } from './model.ts'

/** What may change without an event: what was seen, not what is. */
const OBSERVED = new Set(['audit_events', 'provisioning_log', 'problems', 'sign_ins', 'settings'])

/** The real system: a database in a folder, and the domain over it. */
export async function realSystem(data: DataFolder, names: readonly string[]) {
  const world = worldOn(data)
  const organizations: OrganizationRow[] = []
  for (const name of names) organizations.push(await world.organization(name))
  const organization = (index: number): OrganizationRow => {
    const found = organizations[index]
    if (found === undefined) throw new Error(`there is no organization ${index}`)
    return found
  }
  const { domain } = world

  const user = (index: number, person: string): Promise<UserRow> =>
    domain.read(async (tx) => {
      const row = await tx.get<{ id: string }>(
        'SELECT id FROM users WHERE organization_id = ? AND user_name = ?',
        organization(index).id,
        person,
      )
      return requireUser(tx, organization(index), row?.id ?? 'nobody')
    })

  /** Everything there is but what was only observed, to tell whether anything changed. */
  const contents = (): Promise<string> =>
    domain.read(async (tx) => {
      const tables = await tx.all<{ name: string }>(
        `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%'
           AND name NOT LIKE '%\\_search\\_%' ESCAPE '\\' ORDER BY name`,
      )
      const rows: unknown[] = []
      for (const { name } of tables) if (!OBSERVED.has(name)) rows.push([name, await tx.all(`SELECT * FROM ${name} ORDER BY 1, 2`)])
      return JSON.stringify(rows, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value))
    })

  const events = (): Promise<number> =>
    domain.read(async (tx) => (await tx.get<{ n: number }>('SELECT count(*) AS n FROM audit_events'))?.n ?? 0)

  return {
    ...world,
    at: organization,
    user,
    contents,
    events,
    signIn: (person: string, groups: readonly string[]) =>
      domain.change({ actor: { kind: 'service-account', name: 'app' } }, (change) =>
        applySignIn(change, { userName: person, claims: { groups: [...groups] }, createUser: false }, 'app'),
      ),
    dropMember: (index: number, team: string, userId: string) =>
      world.step(ADMIN, organization(index), async (change, org) =>
        removeTeamMember(change, org, await requireTeam(change.tx, org, team), userId),
      ),
    rotate: (index: number) =>
      world.step(ADMIN, organization(index), async (change, org) =>
        issueToken(change, await requireIntegration(change.tx, org, undefined), null),
      ),
  }
}

export type Real = Awaited<ReturnType<typeof realSystem>>

/** The invariants of the product, held after every step. */
export async function expectInvariants(model: Model, real: Real): Promise<void> {
  const { domain } = real
  const ids = (sql: string, organization: number): Promise<string[]> =>
    domain.read(async (tx) => (await tx.all<{ id: string }>(sql, real.at(organization).id)).map(({ id }) => id).toSorted())
  const claimed = await domain.read((tx) =>
    tx.all<{ key: string; n: number }>('SELECT name_key AS key, count(*) AS n FROM groups GROUP BY name_key'),
  )
  expect(claimed.filter(({ n }) => n > 1)).toEqual([])

  for (let index = 0; index < model.access.length; index++) {
    const groups = model.of(model.groups, index)
    const teams = model.of(model.teams, index)
    // No organization sees another's rows, and each sees all of its own.
    expect(await ids('SELECT id FROM groups WHERE organization_id = ?', index)).toEqual(groups.map(({ id }) => id).toSorted())
    expect(await ids('SELECT id FROM teams WHERE organization_id = ?', index)).toEqual(teams.map(({ id }) => id).toSorted())
    expect(await ids('SELECT user_name AS id FROM users WHERE organization_id = ?', index)).toEqual(
      [...model.people(index).keys()].toSorted(),
    )
    for (const foreign of model.groups.filter(({ organization }) => organization !== index))
      await expect(domain.read((tx) => requireGroup(tx, real.at(index), foreign.id))).rejects.toMatchObject({ code: 'not_found' })
    for (const team of teams) {
      const members = await real.members(real.at(index), team)
      expect(members).toEqual(model.members(team))
      if (team.orphaned !== null)
        expect(
          Object.values(members)
            .flat()
            .filter((origin) => origin !== 'manual'),
        ).toEqual([])
    }
    const live = await domain.read((tx) =>
      tx.get<{ n: number }>(
        'SELECT count(*) AS n FROM tokens t JOIN integrations i ON i.id = t.integration_id WHERE i.organization_id = ? AND t.revoked_at IS NULL',
        real.at(index).id,
      ),
    )
    expect(live?.n).toBeLessThanOrEqual(1)
  }
  expect((await verifyAudit(domain)).ok).toBe(true)
}
