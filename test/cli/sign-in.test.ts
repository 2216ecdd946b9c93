import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { muster } from './terminal.ts'

let dir: string
let claims: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'muster-sign-in-'))
  claims = join(dir, 'claims.json')
  for (const line of ['org create acme', 'member add ann --org acme', 'group add Platform --org acme', 'team create platform --org acme'])
    await succeed(...line.split(' '))
  await succeed('team', 'link', 'platform', '--org', 'acme', '--group', 'Platform')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

async function succeed(...args: string[]): Promise<string> {
  const { status, out, err } = await muster([...args, '--data', dir])
  expect({ status, err }).toEqual({ status: 0, err: '' })
  return out
}

describe('muster sign-in', () => {
  it('S1, S2: shows what a claim would do, and does it with --apply', async () => {
    await writeFile(claims, JSON.stringify({ groups: ['Platform', 'nobody'] }))
    expect(await succeed('sign-in', 'ann', '--claims', claims)).toMatch(
      /What the sign-in of ann would do[^]*acme +joins +platform +Platform[^]*nobody: No organization has a group of this name/,
    )
    expect(JSON.parse(await succeed('team', 'show', 'platform', '--org', 'acme', '--json'))).toMatchObject({ members: [] })
    expect(JSON.parse(await succeed('sign-in', 'ann', '--claims', claims, '--apply', '--json'))).toMatchObject({
      applied: true,
      organizations: [{ slug: 'acme', joins: [{ name: 'platform' }] }],
    })
    expect(JSON.parse(await succeed('team', 'show', 'platform', '--org', 'acme', '--json'))).toMatchObject({
      members: [{ userName: 'ann', origins: ['sign-in'] }],
    })
  })

  it('S3: says why a malformed claim changes nothing, and refuses a file that is not an object', async () => {
    await writeFile(claims, '{"groups": "Platform"}')
    expect(await succeed('sign-in', 'ann', '--claims', claims, '--apply')).toBe(
      'Nothing changes: The groups claim is a single text, not a list.',
    )
    await writeFile(claims, '["Platform"]')
    const refused = await muster(['sign-in', 'ann', '--claims', claims, '--data', dir])
    expect(refused.status).toBe(1)
    expect(refused.err).toMatch(/is not one JSON object/)
    expect((await muster(['sign-in', 'ann', '--data', dir])).status).toBe(2)
  })
})
