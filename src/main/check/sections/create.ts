/** RFC 7644 §3.3: creating resources, and what RFC 7643 §3 and §4 say of those that are created. */
import { has, hasStatus, holds, idsOf, instantOf, isError, isPresent, isSameInstant, lacks } from '../expect.ts'
import { at, isSame, listAt, shown, textAt, textOf } from '../json.ts'
import { ENTERPRISE_URN, GROUP_URN, USER_URN } from '../profile.ts'
import { section } from '../section.ts'

export const create = section(
  '7644 3.3',
  ['users'],
  [
    {
      id: 'create/created',
      level: 'MUST',
      title: 'A created user is answered 201 with the Location of the new resource',
      async run(t) {
        const answer = await t.post(t.profile.users, t.user())
        hasStatus(answer, 201)
        const location = answer.headers.get('location') ?? ''
        holds(
          answer,
          location.endsWith(`${t.profile.users}/${encodeURIComponent(textAt(answer.body, 'id') ?? '?')}`),
          'Location to be the URI of the resource',
          shown(location),
        )
      },
    },
    {
      id: 'create/location',
      level: 'MUST',
      title: 'Location and meta.location are the same URI',
      async run(t) {
        const { answer } = await t.newUser()
        has(answer, ['meta', 'location'], answer.headers.get('location'))
      },
    },
    {
      id: 'create/location-absolute',
      rule: '7643 3.1',
      level: 'SHOULD',
      title: 'meta.location is an absolute URI below the base URL that the client used',
      async run(t) {
        const { answer } = await t.newUser()
        const base = answer.sent.url.slice(0, -t.profile.users.length)
        const location = textAt(answer.body, 'meta', 'location')
        holds(answer, location?.startsWith(`${base}${t.profile.users}/`) === true, `a URI that begins with ${base}`, shown(location))
      },
    },
    {
      id: 'create/representation',
      level: 'SHOULD',
      title: 'The answer carries the resource as it was created',
      async run(t) {
        const body = t.user()
        const answer = await t.post(t.profile.users, body)
        for (const name of ['userName', 'active'] as const) has(answer, [name], body[name] ?? null)
        has(answer, ['emails', 0, 'value'], body['userName'] ?? null)
      },
    },
    {
      id: 'create/persisted',
      rule: '7644 3.4.1',
      level: 'MUST',
      title: 'What was created is what is read afterwards',
      needs: ['User.name.familyName', 'User.emails'],
      async run(t) {
        const body = t.user({ externalId: t.name() })
        const user = await t.newUser(body)
        const answer = await t.read(user)
        for (const name of ['id', 'userName', 'externalId', 'displayName', 'active', 'name', 'emails'])
          holds(
            answer,
            isSame(at(answer.body, name), at(user.body, name)),
            `${name} as in the answer to its creation`,
            shown(at(answer.body, name)),
          )
        has(answer, ['userName'], body['userName'] ?? null)
        has(answer, ['name', 'familyName'], 'Family')
      },
    },
    {
      id: 'create/id-by-server',
      rule: '7643 3.1',
      level: 'MUST',
      title: 'The server chooses the id: one that the client sends is ignored, and no two are alike',
      async run(t) {
        const wanted = t.name()
        const one = await t.newUser({ id: wanted })
        const other = await t.newUser({ id: wanted })
        holds(one.answer, one.id !== wanted && one.id !== other.id && one.id !== '', 'an id of its own', shown(one.id))
      },
    },
    {
      id: 'create/id-not-bulk-id',
      rule: '7643 3.1',
      level: 'MUST',
      title: 'An id is never "bulkId", which is reserved',
      async run(t) {
        const { id, answer } = await t.newUser()
        holds(answer, !/^bulkid/i.test(id), 'an id that is not reserved', shown(id))
      },
    },
    {
      id: 'create/meta',
      rule: '7643 3.1',
      level: 'MUST',
      title: 'meta has resourceType User, and created and lastModified as the same instant',
      async run(t) {
        const { answer } = await t.newUser()
        has(answer, ['meta', 'resourceType'], 'User')
        const created = instantOf(at(answer.body, 'meta', 'created'))
        holds(answer, !Number.isNaN(created), 'a date and time as meta.created', shown(at(answer.body, 'meta', 'created')))
        isSameInstant(answer, ['meta', 'lastModified'], created)
      },
    },
    {
      id: 'create/read-only-ignored',
      level: 'MUST',
      title: 'Read-only attributes in the body (meta, groups) are ignored',
      async run(t) {
        const meta = { resourceType: 'Group', created: '2001-01-01T00:00:00Z', location: 'https://example.com/Users/1', version: 'W/"x"' }
        const user = await t.newUser({ meta, groups: [{ value: t.name() }] })
        const answer = await t.read(user)
        has(answer, ['meta', 'resourceType'], 'User')
        holds(
          answer,
          instantOf(at(answer.body, 'meta', 'created')) > Date.UTC(2002, 0),
          'meta.created of the server',
          shown(at(answer.body, 'meta', 'created')),
        )
        holds(answer, textAt(answer.body, 'meta', 'location') !== meta.location, 'meta.location of the server')
        lacks(answer, 'groups')
      },
    },
    {
      id: 'create/duplicate',
      level: 'MUST',
      title: 'A second user of the same userName is 409 uniqueness',
      async run(t) {
        const { body } = await t.newUser()
        isError(await t.post(t.profile.users, t.user({ userName: body['userName'] })), 409, 'uniqueness')
      },
    },
    {
      id: 'create/duplicate-case',
      rule: '7643 4.1.1',
      level: 'MUST',
      title: 'userName is unique without regard to letter case',
      async run(t) {
        const { body } = await t.newUser()
        isError(await t.post(t.profile.users, t.user({ userName: textOf(body['userName']).toUpperCase() })), 409, 'uniqueness')
      },
    },
    {
      id: 'create/user-name-missing',
      rule: '7643 4.1.1',
      level: 'MUST',
      title: 'A user without a userName is refused with 400',
      async run(t) {
        isError(await t.post(t.profile.users, t.user({ userName: undefined })), 400)
      },
    },
    {
      id: 'create/user-name-empty',
      rule: '7643 4.1.1',
      level: 'MUST',
      title: 'A user with an empty userName is refused with 400',
      async run(t) {
        isError(await t.post(t.profile.users, t.user({ userName: '' })), 400)
      },
    },
    {
      id: 'create/required-kind',
      rule: '7644 3.12',
      level: 'SHOULD',
      title: 'A missing required value is refused as invalidValue',
      async run(t) {
        isError(await t.post(t.profile.users, t.user({ userName: undefined })), 400, 'invalidValue')
      },
    },
    {
      id: 'create/minimal',
      rule: '7643 4.1',
      level: 'SHOULD',
      title: 'A userName is enough to make a user',
      async run(t) {
        hasStatus(await t.post(t.profile.users, { schemas: [USER_URN], userName: t.address() }), 201)
      },
    },
    {
      id: 'create/password',
      rule: '7643 4.1.1',
      level: 'MUST',
      title: 'A password is accepted, and is in no answer',
      needs: ['User.password'],
      async run(t) {
        const password = `Aa1!${t.name()}`
        const user = await t.newUser({ password })
        for (const answer of [user.answer, await t.read(user), await t.get(user.path, { query: { attributes: 'password' } })])
          holds(
            answer,
            !answer.text.includes(password) && at(answer.body, 'password') === undefined,
            'no password in the answer',
            'it is there',
          )
      },
    },
    {
      id: 'create/unknown-endpoint',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'An endpoint that does not exist is 404',
      async run(t) {
        isError(await t.post('/NoSuchEndpoint', t.user()), 404)
        isError(await t.get('/NoSuchEndpoint'), 404)
      },
    },
    {
      id: 'create/enterprise',
      rule: '7643 3.3',
      level: 'MUST',
      title: 'An extension is kept under its URN, which is then among the schemas, each of them once',
      needs: ['enterprise', 'Enterprise.employeeNumber'],
      async run(t) {
        const user = await t.newUser({ schemas: [USER_URN, ENTERPRISE_URN], [ENTERPRISE_URN]: { employeeNumber: '701984' } })
        const answer = await t.read(user)
        has(answer, [ENTERPRISE_URN, 'employeeNumber'], '701984')
        holds(
          answer,
          isSame([...listAt(answer.body, 'schemas')], [USER_URN, ENTERPRISE_URN]),
          'both schemas, each once',
          shown(at(answer.body, 'schemas')),
        )
      },
    },
    {
      id: 'create/group',
      level: 'MUST',
      title: 'A group is created with a displayName and its members',
      needs: ['groups'],
      async run(t) {
        const user = await t.newUser()
        const group = await t.newGroup({ members: [{ value: user.id }] })
        const answer = await t.read(group)
        has(answer, ['displayName'], group.body['displayName'] ?? null)
        has(answer, ['meta', 'resourceType'], 'Group')
        holds(answer, listAt(answer.body, 'schemas').includes(GROUP_URN), `the schema ${GROUP_URN}`)
        holds(answer, listAt(answer.body, 'members').length === 1, 'one member', shown(at(answer.body, 'members')))
        has(answer, ['members', 0, 'value'], user.id)
      },
    },
    {
      id: 'create/group-name-missing',
      rule: '7643 4.2',
      level: 'MUST',
      title: 'A group without a displayName is refused with 400',
      needs: ['groups'],
      async run(t) {
        isError(await t.post(t.profile.groups, { schemas: [GROUP_URN], externalId: t.name() }), 400)
      },
    },
    {
      id: 'create/external-id',
      rule: '7643 3.1',
      level: 'MUST',
      title: 'externalId is the client’s: kept as it is, letter case and all',
      async run(t) {
        const externalId = `${t.prefix}-MiXeD/ID:1`
        const user = await t.newUser({ externalId })
        const answer = await t.read(user)
        isPresent(answer, 'externalId')
        has(answer, ['externalId'], externalId)
      },
    },
    {
      id: 'create/refused-leaves-nothing',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'A creation that is refused creates nothing',
      needs: ['filter'],
      async run(t) {
        const { body } = await t.newUser()
        const userName = textOf(body['userName'])
        isError(await t.post(t.profile.users, t.user({ userName })), 409)
        const found = await t.get(t.profile.users, { query: { filter: `userName eq "${userName}"` } })
        holds(found, idsOf(found).length === 1, 'one user of the name', `${idsOf(found).length}`)
      },
    },
  ],
)
