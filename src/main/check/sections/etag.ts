/** RFC 7644 §3.14: versions, with the preconditions of RFC 9110 §13. */
import { has, hasStatus, holds, isError, isPresent, succeeded } from '../expect.ts'
import { shown, textAt } from '../json.ts'
import { section } from '../section.ts'
import type { Answer } from '../types.ts'

const STALE = 'W/"no-such-version"'

function tagOf(answer: Answer): string {
  return answer.headers.get('etag') ?? ''
}

function isTag(answer: Answer): void {
  holds(answer, /^(W\/)?"[^"]*"$/.test(tagOf(answer)), 'an entity tag in ETag', shown(answer.headers.get('etag')))
}

export const etags = section(
  '7644 3.14',
  ['users', 'etag'],
  [
    {
      id: 'etag/header',
      level: 'MUST',
      title: 'A resource is answered with its entity tag in ETag',
      async run(t) {
        const user = await t.newUser()
        isTag(user.answer)
        isTag(await t.read(user))
      },
    },
    {
      id: 'etag/meta-version',
      level: 'SHOULD',
      title: 'meta.version is the same as ETag',
      async run(t) {
        const answer = await t.read(await t.newUser())
        isPresent(answer, 'meta', 'version')
        has(answer, ['meta', 'version'], tagOf(answer))
      },
    },
    {
      id: 'etag/in-lists',
      level: 'SHOULD',
      title: 'meta.version of a resource in a list is the one that it is answered with alone',
      needs: ['filter'],
      async run(t) {
        const user = await t.newUser()
        const answer = await t.get(t.profile.users, { query: { filter: `id eq "${user.id}"` } })
        has(answer, ['Resources', 0, 'meta', 'version'], tagOf(await t.read(user)))
      },
    },
    {
      id: 'etag/changes',
      level: 'MUST',
      title: 'A change gives another tag; reading does not',
      needs: ['User.title'],
      async run(t) {
        const body = t.user()
        const user = await t.newUser(body)
        const before = await t.read(user)
        const again = await t.read(user)
        holds(again, tagOf(again) === tagOf(before), `the tag ${tagOf(before)}`, tagOf(again))
        succeeded(await t.put(user.path, { ...body, title: 'Changed' }))
        const after = await t.read(user)
        holds(after, tagOf(after) !== tagOf(before), 'another tag', tagOf(after))
      },
    },
    {
      id: 'etag/after-write',
      level: 'SHOULD',
      title: 'The answer to a write carries the tag that holds after it',
      needs: ['User.title'],
      async run(t) {
        const body = t.user()
        const user = await t.newUser(body)
        const written = await t.put(user.path, { ...body, title: 'Changed' })
        hasStatus(written, 200)
        const now = await t.read(user)
        holds(written, tagOf(written) === tagOf(now), `the tag ${tagOf(now)}`, tagOf(written))
      },
    },
    {
      id: 'etag/not-modified',
      level: 'MUST',
      title: 'If-None-Match with the tag that holds is 304 without a body',
      async run(t) {
        const user = await t.newUser()
        const answer = await t.get(user.path, { headers: { 'if-none-match': tagOf(await t.read(user)) } })
        hasStatus(answer, 304)
        holds(answer, answer.text === '', 'no body', shown(answer.text))
      },
    },
    {
      id: 'etag/modified',
      level: 'MUST',
      title: 'If-None-Match with another tag answers the resource',
      async run(t) {
        const user = await t.newUser()
        const answer = await t.get(user.path, { headers: { 'if-none-match': STALE } })
        hasStatus(answer, 200)
        has(answer, ['id'], user.id)
      },
    },
    {
      id: 'etag/put-stale',
      rule: '7644 3.14',
      level: 'MUST',
      title: 'PUT with an If-Match that does not hold is 412 and changes nothing',
      needs: ['User.title'],
      async run(t) {
        const body = t.user()
        const user = await t.newUser(body)
        isError(await t.put(user.path, { ...body, title: 'Lost' }, { headers: { 'if-match': STALE } }), 412)
        const answer = await t.read(user)
        holds(answer, textAt(answer.body, 'title') === undefined, 'no title')
      },
    },
    {
      id: 'etag/put-current',
      level: 'MUST',
      title: 'PUT with the If-Match that holds is done',
      needs: ['User.title'],
      async run(t) {
        const body = t.user()
        const user = await t.newUser(body)
        const current = tagOf(await t.read(user))
        hasStatus(await t.put(user.path, { ...body, title: 'Kept' }, { headers: { 'if-match': current } }), 200)
        isError(await t.put(user.path, { ...body, title: 'Late' }, { headers: { 'if-match': current } }), 412)
        has(await t.read(user), ['title'], 'Kept')
      },
    },
    {
      id: 'etag/patch-stale',
      level: 'MUST',
      title: 'PATCH with an If-Match that does not hold is 412 and changes nothing',
      needs: ['patch', 'User.active'],
      async run(t) {
        const user = await t.newUser()
        isError(await t.patch(user.path, [{ op: 'replace', path: 'active', value: false }], { headers: { 'if-match': STALE } }), 412)
        has(await t.read(user), ['active'], true)
      },
    },
    {
      id: 'etag/delete-stale',
      level: 'MUST',
      title: 'DELETE with an If-Match that does not hold is 412 and deletes nothing',
      async run(t) {
        const user = await t.newUser()
        isError(await t.delete(user.path, { headers: { 'if-match': STALE } }), 412)
        hasStatus(await t.read(user), 200)
        hasStatus(await t.delete(user.path, { headers: { 'if-match': tagOf(await t.read(user)) } }), 204)
      },
    },
    {
      id: 'etag/any',
      rule: '9110 13.1.1',
      level: 'MUST',
      title: 'If-Match: * holds for every resource that there is',
      async run(t) {
        const body = t.user()
        const user = await t.newUser(body)
        hasStatus(await t.put(user.path, body, { headers: { 'if-match': '*' } }), 200)
      },
    },
    {
      id: 'etag/list-of-tags',
      rule: '9110 13.1.2',
      level: 'MUST',
      title: 'If-Match and If-None-Match take several tags',
      async run(t) {
        const body = t.user()
        const user = await t.newUser(body)
        const tags = `${STALE}, ${tagOf(await t.read(user))}`
        hasStatus(await t.get(user.path, { headers: { 'if-none-match': tags } }), 304)
        hasStatus(await t.put(user.path, body, { headers: { 'if-match': tags } }), 200)
      },
    },
    {
      id: 'etag/groups',
      level: 'MUST',
      title: 'Groups have versions too: a change of members is a new one, and a stale If-Match is 412',
      needs: ['groups', 'patch'],
      async run(t) {
        const [user, group] = [await t.newUser(), await t.newGroup()]
        const before = await t.read(group)
        isTag(before)
        succeeded(await t.patch(group.path, [{ op: 'add', path: 'members', value: [{ value: user.id }] }]))
        const after = await t.read(group)
        holds(after, tagOf(after) !== tagOf(before), 'another tag', tagOf(after))
        isError(await t.patch(group.path, [{ op: 'remove', path: 'members' }], { headers: { 'if-match': tagOf(before) } }), 412)
      },
    },
  ],
)
