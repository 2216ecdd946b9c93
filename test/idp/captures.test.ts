import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { fileHost } from '../support/real-host.ts'
import { type Answered, type ScimClient, scimClient } from '../support/scim-client.ts'

/** A request as a real client sent it. `observedStatus` is what another server answered, and is not looked at. */
interface Captured {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** What is right: the status, what must be among the properties of the body, and what must not stand in it. */
type Right = readonly [status: number, body?: Readonly<Record<string, unknown>>, absent?: RegExp]

const NOTHING = /(?!)/
const found = (totalResults: number): Right => [200, { totalResults }]

const sdkUser = 'sdk.6136886668286@example.com'
const SDK: readonly Right[] = [
  [201, { userName: sdkUser, externalId: `kc-${sdkUser}`, name: { familyName: 'Cloak', givenName: 'Key' }, active: true }],
  [409, { status: '409', scimType: 'uniqueness' }],
  [200, { userName: sdkUser }],
  [200, { totalResults: 1, startIndex: 1, itemsPerPage: 1, Resources: [expect.objectContaining({ userName: sdkUser })] }],
  found(1),
  [200, { itemsPerPage: 1, totalResults: 1 }],
  [200, { totalResults: 1, itemsPerPage: 0, Resources: [] }],
  [200, { active: false, name: { familyName: 'Cloak', givenName: 'Key2' } }],
  [200, { active: false }],
  [200, { active: true, nickName: 'kc' }],
  [200, { emails: [{ type: 'work', primary: true, value: `new.${sdkUser}` }] }],
  [200, { emails: [{ type: 'work', primary: true, value: `new.${sdkUser}` }], nickName: 'kc' }],
  [201, { displayName: `sdk-group-${sdkUser}`, members: [expect.objectContaining({ type: 'User' })] }],
  [204],
  [200, { members: [] }],
  [204],
  [200, { patch: { supported: true }, bulk: expect.objectContaining({ supported: true }) }],
  [200, { Operations: [expect.objectContaining({ bulkId: '1', status: '201' }), expect.objectContaining({ bulkId: '2', status: '201' })] }],
  [200, { etag: { supported: true } }],
  [204],
  [204],
  [404, { status: '404' }],
]

const gwUser = 'gw.1795319201422@example.com'
const gwGroup = `gw-group-${gwUser}`
const listed: Right = [200, { totalResults: 1, Resources: [expect.objectContaining({ displayName: gwGroup })] }]
const afterFirstPatch = { active: false, name: { givenName: 'Gate', familyName: 'Way', formatted: 'Gate Way' } }
const afterSecondPatch = { active: true, title: 'CTO', emails: [{ type: 'work', value: `new.${gwUser}` }] }
const withMember = { members: [expect.objectContaining({ type: 'User' })] }
const GATEWAY: readonly Right[] = [
  [201, { userName: gwUser, active: true, phoneNumbers: [{ value: '+1', type: 'work' }] }],
  found(1),
  found(1),
  found(0),
  found(0),
  [200, { userName: gwUser }],
  found(0),
  [200, { totalResults: 1, Resources: [{ userName: gwUser }] }, /emails|phoneNumbers|active/],
  [200, afterFirstPatch],
  [200, afterFirstPatch],
  [200, afterFirstPatch],
  [200, afterFirstPatch],
  [200, { ...afterSecondPatch, name: { givenName: 'Gate', familyName: 'Ray', formatted: 'Gate Way' } }],
  [200, afterSecondPatch],
  [200, afterSecondPatch],
  [200, afterSecondPatch],
  [200, afterSecondPatch],
  [200, afterSecondPatch, /phoneNumbers/],
  [200, afterSecondPatch],
  [201, { displayName: gwGroup, members: [] }],
  listed,
  listed,
  [204],
  [200, withMember],
  [200, withMember],
  [200, withMember],
  listed,
  [204],
  [200, { members: [] }],
  [200, { members: [] }],
  [200, { members: [] }],
  [200, { members: [] }],
  [204],
  [200, { userName: gwUser }],
  found(0),
  [204],
  [404, { status: '404' }],
]

const { organization } = await fileHost()

function captured(file: string): Captured[] {
  const lines = readFileSync(join(import.meta.dirname, 'captures', file), 'utf8')
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as Captured)
}

/** The server that was captured had names for ids: where a name stands for an id, ours is put. */
function withIds(request: Captured, ids: ReadonlyMap<string, string>): Captured {
  let path = request.path
  let body = JSON.stringify(request.body ?? null)
  for (const [name, id] of ids) {
    for (const form of [name, encodeURIComponent(name)]) path = path.replace(new RegExp(`^(/(?:Users|Groups))/${form}`), `$1/${id}`)
    path = path.replace(`members.value%20eq%20%22${name}%22`, `members.value%20eq%20%22${id}%22`)
    body = body
      .replaceAll(`"type":"User","value":"${name}"`, `"type":"User","value":"${id}"`)
      .replaceAll(`"value":[{"value":"${name}"}]`, `"value":[{"value":"${id}"}]`)
      .replaceAll(`members[value eq \\"${name}\\"]`, `members[value eq \\"${id}\\"]`)
      .replaceAll(`"id":"${name}"`, `"id":"${id}"`)
  }
  return { ...request, path, body: request.body === undefined ? undefined : JSON.parse(body) }
}

async function replay(client: ScimClient, requests: readonly Captured[]): Promise<Answered[]> {
  const ids = new Map<string, string>()
  const answers: Answered[] = []
  for (const request of requests) {
    const { method, path, headers, body } = withIds(request, ids)
    const answer = await client.send(method, path, body, { headers })
    answers.push(answer)
    if (answer.status === 201) ids.set(String(answer.body['userName'] ?? answer.body['displayName']), answer.body.id)
  }
  return answers
}

describe.each([
  { client: "the Keycloak extensions' SCIM-SDK", name: 'keycloak', file: 'keycloak-scim-sdk-client.jsonl', right: SDK },
  { client: 'scimgateway', name: 'gateway', file: 'scimgateway-client.jsonl', right: GATEWAY },
])('$client, captured', async ({ name, file, right }) => {
  const requests = captured(file)
  const { token, mounts } = await organization(name)
  const replayer = scimClient(mounts.okta, token)
  afterAll(() => replayer.close())
  const answers = await replay(replayer, requests)

  it('is captured and judged request by request', () => {
    expect(right).toHaveLength(requests.length)
  })

  it.each(right.map(([status, body, absent], i) => ({ i, line: `${requests[i]?.method} ${requests[i]?.path}`, status, body, absent })))(
    '$i: $line is answered $status',
    ({ i, status, body = {}, absent = NOTHING }) => {
      expect(answers[i]?.status).toBe(status)
      expect(answers[i]?.body).toMatchObject(body)
      expect(answers[i]?.text).not.toMatch(absent)
    },
  )
})
