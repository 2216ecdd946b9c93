/** RFC 7644 §3.12: errors; §3.11: /Me; §3.13: versions of the protocol. */
import { hasStatus, holds, isError } from '../expect.ts'
import { at, shown, textAt } from '../json.ts'
import { section } from '../section.ts'
import { Unsupported } from '../failures.ts'
import type { Answer, Trial } from '../types.ts'

async function someErrors(t: Trial): Promise<Answer[]> {
  const { body } = await t.newUser()
  return [
    await t.get(`${t.profile.users}/${t.name()}`),
    await t.post(t.profile.users, t.user({ userName: undefined })),
    await t.post(t.profile.users, t.user({ userName: body['userName'] })),
  ]
}

const bodies = section(
  '7644 3.12',
  ['users'],
  [
    {
      id: 'errors/status',
      level: 'MUST',
      title: 'An error body says the HTTP status as a text',
      async run(t) {
        for (const answer of await someErrors(t)) {
          isError(answer, answer.status)
          const status = at(answer.body, 'status')
          holds(answer, status === String(answer.status), `status "${answer.status}"`, shown(status))
        }
      },
    },
    {
      id: 'errors/detail',
      level: 'SHOULD',
      title: 'An error body has a detail for people',
      async run(t) {
        for (const answer of await someErrors(t))
          holds(answer, (textAt(answer.body, 'detail') ?? '') !== '', 'a detail', shown(answer.body))
      },
    },
    {
      id: 'errors/methods',
      level: 'MUST',
      title: 'A method that an endpoint does not have is refused with a SCIM error, and nothing is changed',
      async run(t) {
        const user = await t.newUser()
        for (const [method, path] of [
          ['PUT', t.profile.users],
          ['PATCH', t.profile.users],
          ['DELETE', t.profile.users],
          ['POST', user.path],
        ] as const) {
          const answer = await t.raw(method, path, method === 'DELETE' ? undefined : JSON.stringify(t.user()))
          holds(answer, [400, 404, 405, 501].includes(answer.status), 'status 405 (or 400, 404, 501)')
          isError(answer, answer.status)
        }
        hasStatus(await t.read(user), 200)
      },
    },
    {
      id: 'errors/unknown-parameters',
      rule: '7644 3.4.2',
      level: 'SHOULD',
      title: 'A query parameter that is not known does no harm',
      async run(t) {
        hasStatus(await t.get(t.profile.users, { query: { count: 1, noSuchParameter: 'x' } }), 200)
      },
    },
  ],
)

const me = section(
  '7644 3.11',
  ['users'],
  [
    {
      id: 'me/answer',
      level: 'SHOULD',
      title: '/Me is served, redirected, or answered 501',
      async run(t) {
        const answer = await t.get('/Me')
        if (answer.status === 501) return isError(answer, 501)
        holds(answer, answer.status < 400 || [403, 404].includes(answer.status), 'success, a redirect, or 501')
        holds(answer, answer.status !== 403 && answer.status !== 404, 'status 501 where there is no such alias')
      },
    },
    {
      id: 'me/location',
      level: 'MUST',
      title: '/Me, where it is served, answers the resource with its permanent location',
      async run(t) {
        const answer = await t.get('/Me')
        if (answer.status >= 400) throw new Unsupported(`/Me is answered ${answer.status}`)
        if (answer.status >= 300) return holds(answer, (answer.headers.get('location') ?? '') !== '', 'a Location')
        const location = textAt(answer.body, 'meta', 'location') ?? ''
        holds(answer, location !== '' && !location.endsWith('/Me'), 'meta.location of the resource itself', shown(location))
      },
    },
  ],
)

const versions = section(
  '7644 3.13',
  ['users'],
  [
    {
      id: 'version/kept',
      level: 'SHOULD',
      title: 'Where the base URL has a version, locations have the same',
      async run(t) {
        const { answer } = await t.newUser()
        const version = /\/v\d+(?=\/)/.exec(new URL(answer.sent.url).pathname)?.[0]
        if (version === undefined) throw new Unsupported('the base URL has no version')
        const location = textAt(answer.body, 'meta', 'location')
        holds(answer, location?.includes(`${version}/`) === true, `a location with ${version}`, shown(location))
      },
    },
  ],
)

export const errors = [...bodies, ...me, ...versions]
