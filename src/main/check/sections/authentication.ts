/** RFC 7644 §2 leaves authentication to HTTP; bearer tokens are RFC 6750, their scheme RFC 9110 §11. */
import { hasStatus, holds, idsOf, isError } from '../expect.ts'
import { textOf } from '../json.ts'
import { section } from '../section.ts'
import type { Answer, Trial } from '../types.ts'

const one = { count: 1 }

function without(t: Trial): Promise<Answer> {
  return t.get(t.profile.users, { query: one, token: null })
}

function wrong(t: Trial): Promise<Answer> {
  return t.get(t.profile.users, { query: one, token: 'not-a-token' })
}

function challenge(answer: Answer): string {
  return answer.headers.get('www-authenticate') ?? ''
}

export const authentication = section(
  '6750 3',
  ['users'],
  [
    {
      id: 'authentication/none',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'A request without credentials is answered 401',
      async run(t) {
        hasStatus(await without(t), 401)
      },
    },
    {
      id: 'authentication/wrong',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'A request with a token that is not known is answered 401',
      async run(t) {
        hasStatus(await wrong(t), 401)
      },
    },
    {
      id: 'authentication/error-body',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'A 401 carries a SCIM error body',
      async run(t) {
        isError(await without(t), 401)
      },
    },
    {
      id: 'authentication/writes',
      rule: '7644 2',
      level: 'MUST',
      title: 'A write without credentials changes nothing',
      async run(t) {
        const body = t.user()
        const answer = await t.post(t.profile.users, body, { token: null })
        hasStatus(answer, 401)
        const found = await t.get(t.profile.users, { query: { filter: `userName eq "${textOf(body['userName'])}"` } })
        holds(found, found.status !== 200 || idsOf(found).length === 0, 'no user to be there')
      },
    },
    {
      id: 'authentication/challenge',
      level: 'MUST',
      title: 'A 401 names the Bearer scheme in WWW-Authenticate',
      async run(t) {
        for (const answer of [await without(t), await wrong(t)]) {
          hasStatus(answer, 401)
          holds(answer, /(^|,\s*)bearer\b/i.test(challenge(answer)), 'WWW-Authenticate: Bearer', `"${challenge(answer)}"`)
        }
      },
    },
    {
      id: 'authentication/invalid-token',
      rule: '6750 3.1',
      level: 'SHOULD',
      title: 'The challenge to a wrong token says error="invalid_token"',
      async run(t) {
        const answer = await wrong(t)
        holds(answer, /\berror="?invalid_token\b/i.test(challenge(answer)), 'error="invalid_token"', `"${challenge(answer)}"`)
      },
    },
    {
      id: 'authentication/no-code',
      rule: '6750 3.1',
      level: 'SHOULD',
      title: 'The challenge to a request without credentials carries no error code',
      async run(t) {
        const answer = await without(t)
        holds(answer, !/\berror=/i.test(challenge(answer)), 'a challenge without error=', `"${challenge(answer)}"`)
      },
    },
    {
      id: 'authentication/scheme-case',
      rule: '9110 11.1',
      level: 'MUST',
      title: 'The name of the scheme is taken in any letter case',
      async run(t) {
        hasStatus(await t.get(t.profile.users, { query: one, scheme: 'bearer' }), 200)
        hasStatus(await t.get(t.profile.users, { query: one, scheme: 'BEARER' }), 200)
      },
    },
  ],
)
