import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Run, muster } from './terminal.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'muster-everyday-'))
  await json('org', 'create', 'acme')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const run = (...args: string[]): Promise<Run> => muster([...args, '--data', dir])

async function json<T = unknown>(...args: string[]): Promise<T> {
  const { status, out, err } = await run(...args, '--json')
  expect({ args, status, err }).toEqual({ args, status: 0, err: '' })
  return JSON.parse(out) as T
}

async function refused(...args: string[]): Promise<string> {
  const { status, err } = await run(...args)
  expect(status).toBe(1)
  return err
}

const acme = ['--org', 'acme']

it('G2, G3: the catalog from the terminal: entered, listed, shown, edited, and removed with what that does', async () => {
  await json('group', 'add', 'Platform', ...acme, '--label', 'from Google')
  await json('team', 'create', 'platform', ...acme, '--group', 'Platform')
  expect(await json('group', 'list', ...acme, '--search', 'plat')).toMatchObject([
    { displayName: 'Platform', source: 'manual', label: 'from Google', teams: [{ name: 'platform' }] },
  ])
  expect((await run('group', 'list', ...acme)).out).toMatch(/Platform\s+by hand\s+0\s+platform\s+from Google/)
  expect(await json('group', 'edit', 'platform', ...acme, '--name', 'Platform Engineers', '--no-label')).toMatchObject({
    displayName: 'Platform Engineers',
    label: null,
  })
  expect(await json('group', 'show', 'Platform Engineers', ...acme)).toMatchObject({ teams: [{ name: 'platform' }], members: [] })
  expect(await refused('group', 'edit', 'Platform Engineers', ...acme, '--name', ' ')).toMatch(/empty/i)
  expect((await run('group', 'edit', 'x', ...acme, '--label', 'y', '--no-label')).status).toBe(2)

  expect((await run('group', 'remove', 'Platform Engineers', ...acme, '--preview')).out).toMatch(/^Would remove [^]*platform/)
  expect(await json('group', 'list', ...acme)).toHaveLength(1)
  expect(await json('group', 'remove', 'Platform Engineers', ...acme)).toMatchObject({ teams: [{ name: 'platform' }] })
  expect(await json('group', 'list', ...acme)).toEqual([])
})

it('D1, D3, D5: a team from the terminal: members by hand, delegated, unlinked, orphaned, returned, deleted', async () => {
  await json('member', 'add', 'ada@acme.example', ...acme)
  await json('team', 'create', 'on-call', ...acme)
  expect(await json('team', 'add-member', 'on-call', 'ada@acme.example', ...acme)).toMatchObject({ memberCount: 1 })
  expect(await json('team', 'update', 'on-call', ...acme, '--name', 'pager', '--description', 'Who is called')).toMatchObject({
    name: 'pager',
    description: 'Who is called',
  })
  expect((await run('team', 'list', ...acme)).out).toMatch(/pager\s+by hand\s+1\s+Who is called/)

  await json('group', 'add', 'Pager', ...acme)
  await json('team', 'link', 'pager', ...acme, '--group', 'Pager')
  expect(await refused('team', 'add-member', 'pager', 'ada@acme.example', ...acme)).toMatch(/Pager/)
  expect(await refused('team', 'delete', 'pager', ...acme)).toMatch(/Pager/)
  expect(await json('team', 'unlink', 'pager', ...acme)).toMatchObject({ group: null, memberCount: 1 })

  await json('team', 'link', 'pager', ...acme, '--group', 'Pager')
  await json('group', 'remove', 'Pager', ...acme)
  expect((await run('team', 'list', ...acme)).out).toMatch(/pager\s+orphaned: Pager was removed/)
  expect(await json('team', 'return', 'pager', ...acme, '--with-members')).toMatchObject({ orphaned: null, memberCount: 1 })

  expect(await json('team', 'remove-member', 'pager', 'ada@acme.example', ...acme)).toMatchObject({ memberCount: 0 })
  expect(await json('team', 'delete', 'pager', ...acme)).toMatchObject({ name: 'pager' })
  expect(await json('team', 'list', ...acme)).toEqual([])
})

it('T1, T4: what is known of a token is shown, never the token; revoked, there is none', async () => {
  expect((await run('token', 'show', ...acme)).out).toContain('No token. Generate one')
  const { token } = await json<{ token: string }>('token', 'issue', ...acme, '--lifetime', '90')
  const shown = await run('token', 'show', ...acme, '--json')
  expect(shown.out).not.toContain(token)
  expect(JSON.parse(shown.out)).toMatchObject({ token: { state: 'live', tail: token.slice(-4), lastUsedAt: null } })
  expect((await run('token', 'show', ...acme)).out).toMatch(/never used, expires at 20.*[^]*\/api\/orgs\//)
  expect(await json('token', 'revoke', ...acme)).toEqual({ token: { state: 'none' } })
})

it('D2, D4, G12, I6, I7: the policy is shown, and what is given is changed and nothing else', async () => {
  const before = await json<Record<string, unknown>>('org', 'policy', ...acme)
  expect(before).toMatchObject({ membershipSources: 'both', oneTeamPerGroup: false, claimMatch: 'display-name', roleConflicts: 'highest' })
  expect(await json('org', 'policy', ...acme, '--sources', 'scim', '--one-team-per-group', 'yes')).toEqual({
    ...before,
    membershipSources: 'scim',
    oneTeamPerGroup: true,
  })
  const changed = ['--claim-match', 'either', '--staged-rollout', 'yes', '--role-conflicts', 'priority', '--one-team-per-group', 'no']
  expect(await json('org', 'policy', ...acme, ...changed)).toMatchObject({
    claimMatch: 'either',
    stagedRollout: true,
    oneTeamPerGroup: false,
  })
  expect((await run('org', 'policy', ...acme)).out).toMatch(/staged rollout\s+yes/)
  const wrong = await run('org', 'policy', ...acme, '--sources', 'all')
  expect({ status: wrong.status, err: wrong.err }).toMatchObject({
    status: 2,
    err: expect.stringContaining('scim, sign-in, both') as string,
  })
})

it('D6: an organization is renamed under its slug, and deleted when its name is given exactly', async () => {
  await json('group', 'add', 'Platform', ...acme)
  expect(await json('org', 'rename', 'acme', 'Acme-Research')).toMatchObject({ slug: 'acme', name: 'Acme-Research' })
  expect(await refused('org', 'rename', 'acme', 'no good name')).toMatch(/letters/)
  expect((await run('org', 'delete', 'acme')).out).toMatch(/would go with .*1 group.*--confirm Acme-Research/)
  expect(await refused('org', 'delete', 'acme', '--confirm', 'acme')).toContain('Acme-Research')
  expect(await json('org', 'list')).toHaveLength(1)
  expect(await json('org', 'delete', 'acme', '--confirm', 'Acme-Research')).toMatchObject({ deleted: true, groups: 1 })
  expect(await json('org', 'list')).toEqual([])
  expect((await run('audit', 'verify')).status).toBe(0)
})

it('U1: people are listed by search and by SCIM filter, and one is shown with the resource', async () => {
  await json('member', 'add', 'ada@acme.example', ...acme, '--name', 'Ada Byron')
  await json('member', 'add', 'bob@acme.example', ...acme)
  expect(await json('user', 'list', ...acme, '--filter', 'displayName sw "Ada"')).toMatchObject([{ userName: 'ada@acme.example' }])
  expect(await json('user', 'list', ...acme, '--limit', '1')).toHaveLength(1)
  expect(await refused('user', 'list', ...acme, '--filter', 'displayName is "Ada"')).toMatch(/filter/i)
  expect(await json('user', 'show', 'ada@acme.example', ...acme)).toMatchObject({
    displayName: 'Ada Byron',
    teams: [],
    resource: { userName: 'ada@acme.example' },
  })
  expect((await run('user', 'show', 'ada@acme.example', ...acme)).out).toMatch(/Ada Byron.*active/)
})

it('D5: all orphaned teams of a group are decided at once, after a preview that changes nothing', async () => {
  await json('group', 'add', 'Pager', ...acme)
  await json('group', 'add', 'Data', ...acme)
  for (const name of ['first', 'second']) await json('team', 'create', name, ...acme, '--group', 'Pager')
  await json('team', 'create', 'third', ...acme, '--group', 'Data')
  for (const name of ['Pager', 'Data']) await json('group', 'remove', name, ...acme)
  expect((await run('orphans', 'decide', 'delete', ...acme, '--group', 'pager', '--preview')).out).toMatch(
    /first, second\. Nothing was changed/,
  )
  expect(await json('orphans', ...acme)).toHaveLength(3)
  expect(await json('orphans', 'decide', 'return-with-members', ...acme, '--group', 'pager')).toMatchObject({
    decision: 'return-with-members',
    teams: [{ name: 'first' }, { name: 'second' }],
  })
  expect(await json('orphans', ...acme)).toMatchObject([{ name: 'third' }])
  expect(await refused('orphans', 'decide', 'relink', ...acme)).toMatch(/Data.*third/)
  expect(await refused('orphans', 'decide', 'delete', ...acme, '--group', 'Nobody')).toMatch(/Nobody/)
  expect((await run('orphans', 'decide', 'burn', ...acme)).status).toBe(2)
  expect((await run('orphans', 'decide', 'delete', ...acme)).out).toMatch(/1 team deleted: third/)
})

it('U4: accounts of the whole instance, by organization, also those that have no access any more', async () => {
  await json('org', 'create', 'globex')
  await json('member', 'add', 'ada@acme.example', ...acme, '--name', 'Ada Byron')
  await json('member', 'add', 'Ada@acme.example', '--org', 'globex')
  await json('member', 'remove', 'ada@acme.example', ...acme)
  const [ada] = await json<{ id: string }[]>('account', 'list', '--search', 'ada')
  expect(ada).toMatchObject({
    userName: 'ada@acme.example',
    access: [
      { organizationSlug: 'acme', standing: 'removed' },
      { organizationSlug: 'globex', standing: 'active' },
    ],
  })
  await json('member', 'remove', 'ada@acme.example', '--org', 'globex')
  expect(await json('account', 'list', '--access', 'some')).toEqual([])
  expect((await run('account', 'list', '--access', 'none')).out).toMatch(/ada@acme\.example\s+acme \(removed\), globex \(removed\)/)
  expect(await json('account', 'show', ada?.id ?? '')).toEqual(await json('account', 'show', 'ADA@acme.example'))
  expect(await refused('account', 'show', 'nobody')).toMatch(/no account "nobody"/)
  expect((await run('account', 'list', '--access', 'all')).status).toBe(2)
})
