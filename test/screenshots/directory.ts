import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { identityProvider } from '../e2e/identity-provider.ts'
import type { RunningService } from '../e2e/service.ts'

/** The organization that has something on every screen. */
export const TYPICAL = 'acme'
/** The one in which nothing has happened. */
export const EMPTY = 'globex'

const PEOPLE = ['Ada Lovelace', 'Grace Hopper', 'Edsger Dijkstra', 'Barbara Liskov', 'Alan Turing', 'Katherine Johnson', 'Donald Knuth']
const LONG = '/company/departments/research-and-development/a-group-with-a-name-longer-than-any-column'
const GROUPS = ['Analytics', 'Engineering', 'Finance', 'Human Resources', 'Legal', 'Platform Operations', 'Sales EMEA']
const CLAIMED = [LONG, 'platform operations', '/acme/Analytics', '0f3c2f2e-7c55-4a0e-9d0e-2f5a3a1f6b11', 'Night shift']

/** People of one bulk request: as many as are taken (RFC 7644 §3.7). */
const BULK = 1_000

const furtherPeople = (from: number, to: number): object => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
  Operations: Array.from({ length: to - from }, (_, n) => ({
    method: 'POST',
    path: '/Users',
    bulkId: String(from + n),
    data: {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: `person${from + n}@acme.example`,
      displayName: `Person ${from + n}`,
    },
  })),
})

export interface Ids {
  readonly user: string
  readonly group: string
  readonly team: string
  /** The request by which a taken name was refused. */
  readonly refused: number
}

/** Fills the typical organization by what people and identity providers do; some of it fails, as it does. `rows` are further users. */
export async function furnish({ muster, dataDir }: RunningService, rows: number): Promise<Ids> {
  for (const name of [TYPICAL, EMPTY]) await muster('org', 'create', name)
  const { token, endpoint } = await muster<{ token: string; endpoint: string }>('token', 'issue', '--org', TYPICAL)
  const idp = identityProvider(endpoint, token)
  const people: string[] = []
  for (const name of PEOPLE) people.push(await idp.user(`${name.toLowerCase().replace(' ', '.')}@acme.example`, name))
  const groups: string[] = []
  for (const [n, name] of GROUPS.entries()) groups.push(await idp.group(name, people.slice(0, n)))
  const long = await idp.group(LONG, people)
  for (let n = 0; n < rows; n += BULK) await idp.send('POST', '/Bulk', furtherPeople(n, Math.min(rows, n + BULK)))

  await muster('group', 'add', 'Contractors', '--org', TYPICAL)
  const { id: team } = await muster<{ id: string }>('team', 'create', 'platform', '--org', TYPICAL)
  for (const [name, group] of [
    ['research', LONG],
    ['billing', 'Finance'],
    ['counsel', 'Legal'],
  ] as const)
    await muster('team', 'create', name, '--org', TYPICAL, '--group', group)
  // Two teams wait in Orphan review; a name is refused; a person leaves; a wrong token knocks.
  await idp.send('DELETE', `/Groups/${groups[2]}`)
  await idp.send('DELETE', `/Groups/${groups[4]}`)
  await idp.send('POST', '/Groups', { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'Analytics' })
  await idp.patch(`/Users/${people[6]}`, { op: 'replace', path: 'active', value: false })
  await idp.send('GET', '/Users?filter=userName%20eq%20%22nobody%40acme.example%22')
  await identityProvider(endpoint, `${token.slice(0, -4)}oops`).send('GET', '/Users')
  // A sign-in with values of every kind; people who came after the rollout was staged, one of whom will gain nothing.
  const claims = path.join(dataDir, 'claims.json')
  writeFileSync(claims, JSON.stringify({ groups: CLAIMED }))
  await muster('sign-in', 'ada.lovelace@acme.example', '--claims', claims, '--apply')
  await muster('org', 'policy', '--org', TYPICAL, '--staged-rollout', 'yes')
  for (const name of ['Radia Perlman', 'Frances Allen', 'Margaret Hamilton']) {
    const id = await idp.user(`${name.toLowerCase().replace(' ', '.')}@acme.example`, name)
    if (!name.startsWith('Margaret')) await idp.patch(`/Groups/${long}`, { op: 'add', path: 'members', value: [{ value: id }] })
  }
  await muster('rollout', 'stop', 'grace.hopper@acme.example', '--org', TYPICAL)
  const log = await muster<{ id: number; status: number }[]>('log', '--org', TYPICAL)
  return { user: people[0] ?? '', group: groups[6] ?? '', team, refused: log.find(({ status }) => status === 409)?.id ?? 0 }
}
