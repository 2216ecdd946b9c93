import { describe, expect, it } from 'vitest'
import { BODY_CAP, redactBody, redactHeaders, redactTarget } from '../../src/main/domain/activity/redact.ts'
import { generateToken } from '../../src/main/domain/tokens.ts'
import { USER_SCHEMA } from '../../src/main/protocol/schema/user.ts'
import { seededRandom } from '../support/data-folder.ts'

const SECRET = 'hunter2-Geheim'
const TOKEN = generateToken(seededRandom(3))

/** Whatever the shape, the secret is not in what is kept, and what stands beside it is. */
function kept(body: string): string {
  const { text } = redactBody(body)
  expect(text).not.toContain(SECRET)
  expect(text).toContain('ann')
  return text
}

describe('L1: what the provisioning log keeps of a body', () => {
  it.each([
    ['a password', { userName: 'ann', password: SECRET }],
    ['whatever its case', { userName: 'ann', PassWord: SECRET }],
    ['nested', { userName: 'ann', a: [{ b: { clientSecret: SECRET } }] }],
    ['a token', { userName: 'ann', token: SECRET, accessToken: [SECRET], refreshtoken: { value: SECRET } }],
    ['qualified by its schema', { userName: 'ann', [`${USER_SCHEMA}:password`]: SECRET }],
    ['inside its schema', { userName: 'ann', [USER_SCHEMA]: { password: SECRET } }],
    ['set by PATCH', { who: 'ann', Operations: [{ op: 'replace', path: 'password', value: SECRET }] }],
    ['set by PATCH with a qualified path', { who: 'ann', Operations: [{ OP: 'add', Path: `${USER_SCHEMA}:password`, Value: SECRET }] }],
    ['set by PATCH without a path', { who: 'ann', Operations: [{ op: 'replace', value: { password: SECRET } }] }],
    [
      'set by PATCH without a path, qualified',
      { who: 'ann', Operations: [{ op: 'replace', value: { [`${USER_SCHEMA}:password`]: SECRET } }] },
    ],
    ['in a bulk request', { who: 'ann', Operations: [{ method: 'POST', path: '/Users', data: { password: SECRET } }] }],
  ])('has no secret: %s', (_, body) => {
    kept(JSON.stringify(body))
    kept(JSON.stringify(body, null, 2))
  })

  it('has no secret under a name written with escapes', () => {
    kept(`{"userName":"ann","p\\u0061ssword":"${SECRET}"}`)
  })

  it.each([
    ['cut off', `{"userName":"ann","password":"${SECRET}`],
    ['with a comma too many', `{"userName":"ann","password" : "${SECRET}",}`],
    ['a list where it breaks', `{"userName":"ann","token":["x","${SECRET}"],`],
    ['an operation that sets it', `{"who":"ann","Operations":[{"op":"replace","path":"password","value":"${SECRET}"},`],
    ['an operation, the other way round', `{"who":"ann","Operations":[{"value":"${SECRET}","path":"password"},`],
    ['a form', `userName=ann&password=${SECRET}&grant_type=password`],
  ])('has no secret when it is no JSON: %s', (_, body) => {
    kept(body)
  })

  it('has no secret though it is nested as deep as a body can be', () => {
    kept(`{"who":"ann","b":${'['.repeat(14_000)}{"password":"${SECRET}"}${']'.repeat(14_000)}}`)
  })

  it('has no token of ours, wherever it stands', () => {
    const { text } = redactBody(`{"detail":"tried ${TOKEN} and failed","note":"ann"}`)
    expect(text).not.toContain(TOKEN.slice(12, 60))
    expect(text).toBe('{"detail":"tried [redacted] and failed","note":"ann"}')
  })

  it('has everything else, letter by letter', () => {
    for (const body of ['', '{"userName":"ann",  "passwordless":true}', '{"value":"secret santa"}', 'no json at all', '{"tokens":3}'])
      expect(redactBody(body)).toEqual({ text: body, truncated: false, bytes: Buffer.byteLength(body) })
  })

  it('is cut to size on a whole character, and says so and how long it was', () => {
    for (const letter of ['x', 'é', '€', '\u{1f600}']) {
      const body = `"${letter.repeat(BODY_CAP)}"`
      const { text, truncated, bytes } = redactBody(body)
      expect(truncated).toBe(true)
      expect(bytes).toBe(Buffer.byteLength(body))
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(BODY_CAP)
      expect(Buffer.byteLength(text)).toBeGreaterThan(BODY_CAP - 4)
      expect(body.startsWith(text)).toBe(true)
    }
  })

  it('just fits, or just does not', () => {
    expect(redactBody('x'.repeat(BODY_CAP))).toMatchObject({ truncated: false })
    expect(redactBody('x'.repeat(BODY_CAP + 1))).toMatchObject({ truncated: true, bytes: BODY_CAP + 1 })
  })

  it.each([
    ['in its beginning', `{"who":"ann","password":"${SECRET}","photo":"${'x'.repeat(5 * BODY_CAP)}"}`],
    [
      'set by an operation',
      `{"who":"ann","Operations":[{"op":"add","path":"password","value":"${SECRET}"},{"op":"add","path":"title","value":"${'x'.repeat(5 * BODY_CAP)}"}]}`,
    ],
    ['across the cut', `{"who":"ann","x":"${'x'.repeat(2 * BODY_CAP - 60)}","password":"${SECRET.repeat(10)}"}`],
  ])('has no secret though the body is large: %s', (_, body) => {
    kept(body)
    expect(redactBody(body).truncated).toBe(true)
  })

  it('says that it was cut even when what was left became small', () => {
    const body = `{"who":"ann","password":"${'x'.repeat(10 * BODY_CAP)}"}`
    expect(redactBody(body)).toMatchObject({ truncated: true, bytes: body.length })
  })
})

describe('L1: what it keeps of the path', () => {
  it('has no token, whether ours or in a parameter', () => {
    expect(redactTarget(`/scim/v2/Users?access_token=${SECRET}&count=2`)).toBe('/scim/v2/Users?access_token=[redacted]&count=2')
    expect(redactTarget(`/scim/v2/${TOKEN}/Users`)).toBe('/scim/v2/[redacted]/Users')
    expect(redactTarget('/scim/v2/Users?filter=userName%20eq%20%22ann%22')).toBe('/scim/v2/Users?filter=userName%20eq%20%22ann%22')
  })
})

describe('L1: what it keeps of the headers', () => {
  it.each([
    ['Bearer', `Bearer ${TOKEN}`, `Bearer …${TOKEN.slice(-4)}`],
    ['bearer after a tab', `bearer\t${TOKEN}`, `bearer …${TOKEN.slice(-4)}`],
    ['no scheme at all, a common mistake', TOKEN, `…${TOKEN.slice(-4)}`],
    ['Basic', 'Basic YW5uOmh1bnRlcjI=', 'Basic …'],
    ['a short token', 'Bearer abcdef', 'Bearer …'],
    ['nothing', '', '…'],
  ])('of the authorization, the scheme and the last four characters: %s', (_, value, expected) => {
    expect(redactHeaders({ authorization: value, Authorization: value })).toEqual({ authorization: expected })
  })

  it('those that help to find a mistake, and no cookies or keys', () => {
    const headers = {
      'content-type': 'application/scim+json',
      'user-agent': 'Okta SCIM Client 1.0.0',
      'x-forwarded-for': '10.0.0.1',
      cookie: 'session=1',
      'proxy-authorization': 'Basic x',
      'x-api-key': SECRET,
      'set-cookie': 'a=b',
    }
    expect(redactHeaders(headers)).toEqual({
      'content-type': 'application/scim+json',
      'user-agent': 'Okta SCIM Client 1.0.0',
      'x-forwarded-for': '10.0.0.1',
    })
  })
})
