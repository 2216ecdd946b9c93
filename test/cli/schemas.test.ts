import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OWN_GROUP, OWN_USER, ownGroupSchema, ownUserSchema, schemaWith } from '../support/own-schema.ts'
import { type Run, muster } from './terminal.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'muster-schemas-'))
  await succeed('org', 'create', 'Acme')
})
afterEach(() => rm(dir, { recursive: true, force: true }))

const run = (...args: string[]): Promise<Run> => muster([...args, '--data', dir])

async function succeed(...args: string[]): Promise<string> {
  const { status, out, err } = await run(...args)
  expect({ status, err }).toEqual({ status: 0, err: '' })
  return out
}

async function file(name: string, content: unknown): Promise<string> {
  const path = join(dir, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

describe('muster schema', () => {
  it('E5: adds what RFC 7643 §7 calls a Schema resource, lists it beside the RFC’s own, and removes it', async () => {
    const path = await file('user.json', { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'], ...ownUserSchema })
    expect(await succeed('schema', 'add', path, '--org', 'acme')).toBe(
      'Added the schema Example user (urn:example:2.0:User), 16 attributes of users, to Acme.',
    )
    const listed = JSON.parse(await succeed('schema', 'list', '--org', 'acme', '--json')) as { urn: string; origin: string }[]
    expect(listed.map(({ urn, origin }) => [urn, origin]).at(-1)).toEqual([OWN_USER, 'own'])
    expect(await succeed('schema', 'list', '--org', 'acme')).toMatch(
      /^NAME +EXTENDS +ATTRIBUTES +ORIGIN +URN\nUser +User +\d+ +RFC 7643 +urn:ietf[^]*\nExample user +User +16 +own +urn:example:2\.0:User$/,
    )
    expect(await succeed('schema', 'remove', OWN_USER, '--org', 'acme')).toBe(
      'Removed the schema Example user (urn:example:2.0:User) from Acme.',
    )
    expect(await succeed('schema', 'list', '--org', 'acme')).not.toContain(OWN_USER)
  })

  it('E5: shows a schema as it can be edited and given back', async () => {
    await succeed('schema', 'add', await file('a.json', schemaWith({ name: 'a' })), '--org', 'acme')
    const path = await file('b.json', await succeed('schema', 'show', OWN_USER.toUpperCase(), '--org', 'acme'))
    const edited = (await readFile(path, 'utf8')).replace('"description": ""', '"description": "People of ours"')
    const changed = await succeed('schema', 'update', await file('c.json', edited), '--org', 'acme', '--json')
    expect(JSON.parse(changed)).toMatchObject({ urn: OWN_USER, description: 'People of ours', attributes: [{ name: 'a', type: 'string' }] })
    expect(await run('schema', 'show', 'urn:nobody:x', '--org', 'acme')).toMatchObject({
      status: 1,
      err: 'muster: Acme has no schema urn:nobody:x. "muster schema list" names those there are.',
    })
  })

  it('reads standard input for "-"', async () => {
    const bin = resolve(import.meta.dirname, '../../bin/muster.mjs')
    const out = await new Promise<string>((done, failed) => {
      const args = [bin, 'schema', 'add', '-', '--org', 'acme', '--json', '--data', dir]
      const child = execFile(process.execPath, args, (error, stdout) => (error === null ? done(stdout) : failed(new Error(error.message))))
      child.stdin?.end(`\uFEFF${JSON.stringify(ownGroupSchema)}`)
    })
    expect(JSON.parse(out)).toMatchObject({ urn: OWN_GROUP, resourceType: 'Group' })
  })

  it('takes the type from the URN’s end, or from --type', async () => {
    const path = await file('hr.json', { ...schemaWith({ name: 'a' }), id: 'urn:example:hr' })
    expect(await run('schema', 'add', path, '--org', 'acme')).toMatchObject({
      status: 1,
      err: 'muster: Say whether the schema extends users or groups: its URN ends in neither User nor Group.',
    })
    expect(await run('schema', 'add', path, '--org', 'acme', '--type', 'Team')).toEqual({
      status: 2,
      out: '',
      err: 'muster: --type must be User or Group, not "Team". See "muster schema add --help".',
    })
    expect(JSON.parse(await succeed('schema', 'add', path, '--org', 'acme', '--type', 'group', '--json'))).toMatchObject({
      resourceType: 'Group',
    })
  })

  it.each([
    ['missing.json', undefined, /^muster: There is no file .*missing\.json\.$/],
    ['empty.json', ' ', /^muster: .*empty\.json is empty; JSON was expected\.$/],
    ['broken.json', '{"id":', /^muster: .*broken\.json is not JSON: .*\.$/],
    ['list.json', '[]', /^muster: schema: .*expected object/],
    [
      'type.json',
      '{"id":"urn:example:2.0:User","name":"x","attributes":[{"name":"a","type":"text"}]}',
      /^muster: schema\.attributes\.0\.type: /,
    ],
    ['one.json', '{"id":"urn:example:2.0:User","name":"x","attributes":[{"name":"1"}]}', /^muster: "1" cannot be a name: /],
    [
      'many.json',
      '{"id":"x","name":"","attributes":[]}',
      /^muster: The schema has 3 problems\. "x" is not a URN .* needs at least one attribute\.$/,
    ],
  ])('says what is wrong with %s in one line, and adds nothing', async (name, content, expected) => {
    const path = content === undefined ? join(dir, name) : await file(name, content)
    const { status, out, err } = await run('schema', 'add', path, '--org', 'acme')
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toMatch(expected)
    expect(JSON.parse(await succeed('schema', 'list', '--org', 'acme', '--json'))).toHaveLength(3)
  })
})
