import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { generateToken, tokenHash } from '../../src/main/domain/tokens.ts'
import { type Host, startHost } from '../../src/main/host/host.ts'
import { openDataFolder } from '../../src/main/store/database/open.ts'
import { migrations } from '../../src/main/store/migrations/index.ts'
import type { InputOf, MethodName, OutputOf } from '../../src/shared/console/contract.ts'
import { inconsistencies } from '../support/consistency.ts'
import { seededRandom, temporaryFolder } from '../support/data-folder.ts'

const THEN = Date.UTC(2026, 0, 2, 3, 4, 5)
const TOKEN = generateToken(seededRandom())
const REVOKED = generateToken(seededRandom(2))

/** As the version before integrations, roles and service accounts left it: two organizations, one of them pushed to with a token. */
async function olderFolder(): Promise<{ folder: string; file: string }> {
  const folder = temporaryFolder()
  const { database, file } = openDataFolder(folder, { id: 'older', now: THEN }, migrations.slice(0, 2))
  await database.close()
  const connection = new Sqlite(file)
  const organization = connection.prepare('INSERT INTO organizations (id, slug, name, created_at) VALUES (?, ?, ?, ?)')
  const integration = connection.prepare(
    "INSERT INTO integrations (id, organization_id, name, description, built_in, enabled, created_at) VALUES (?, ?, 'group-mapping', '', 1, ?, ?)",
  )
  for (const [id, slug, enabled] of [
    [1, 'acme', 1],
    [2, 'globex', 0],
  ] as const) {
    organization.run(id, slug, slug, THEN)
    integration.run(`built-in-${slug}`, id, enabled, THEN)
  }
  const token = connection.prepare('INSERT INTO tokens (id, integration_id, hash, tail, created_at, revoked_at) VALUES (?, ?, ?, ?, ?, ?)')
  token.run('live', 'built-in-acme', tokenHash(TOKEN), TOKEN.slice(-4), THEN, null)
  token.run('revoked', 'built-in-acme', tokenHash(REVOKED), REVOKED.slice(-4), THEN, THEN + 1)
  token.run('disabled', 'built-in-globex', tokenHash(generateToken(seededRandom(3))), 'abcd', THEN, null)
  connection.close()
  return { folder, file }
}

async function started(
  folder: string,
): Promise<{ host: Host; ask: <M extends MethodName>(method: M, input: InputOf<M>) => Promise<OutputOf<M>> }> {
  const loopback = { host: '127.0.0.1', port: 0 }
  const host = await startHost({ dataDir: folder, mode: 'headless', scim: loopback, console: loopback, staticDir: null })
  onTestFinished(() => host.close())
  return {
    host,
    ask: async (method, input) => {
      const result = await host.door.call(method, input, { kind: 'person', name: 'Test' })
      if (!result.ok) throw new Error(`${method}: ${result.error.message}`)
      return result.value as OutputOf<typeof method>
    },
  }
}

it('I3, I4, T6: a database from before there were roles is given them, and the token that an identity provider holds goes on working', async () => {
  const { folder, file } = await olderFolder()
  const { ask } = await started(folder)
  expect(readdirSync(join(folder, 'backups')).some((name) => name.startsWith('before-schema-'))).toBe(true)

  const { integrations } = await ask('integrations.list', { organizationId: 1 })
  expect(integrations).toHaveLength(1)
  const [builtIn] = integrations
  expect(builtIn).toMatchObject({
    id: 'built-in-acme',
    builtIn: true,
    enabled: true,
    token: { state: 'live', tail: TOKEN.slice(-4) },
    serviceAccount: { name: 'scim-group-mapping', roles: [{ name: 'SCIMProvisioner' }] },
  })
  expect((await ask('integrations.list', { organizationId: 2 })).integrations).toMatchObject([{ builtIn: true, enabled: false }])
  for (const organizationId of [1, 2]) {
    const { roles } = await ask('access.roles', { organizationId })
    expect(roles.map(({ name, managed }) => ({ name, managed }))).toEqual(
      expect.arrayContaining(['Admin', 'Viewer', 'SCIMProvisioner'].map((name) => ({ name, managed: true }))),
    )
  }

  const base = builtIn?.mounts.find(({ kind }) => kind === 'okta')?.url ?? ''
  const push = async (displayName: string, token = TOKEN): Promise<number> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }
    return (await fetch(`${base}/Groups`, { method: 'POST', headers, body: JSON.stringify({ displayName }) })).status
  }
  expect(await push('Platform')).toBe(201)
  expect(await push('Other', REVOKED)).toBe(401)

  // What was given is what counts: narrowed, it is refused.
  const provisioner = (await ask('access.roles', { organizationId: 1 })).roles.find(({ name }) => name === 'SCIMProvisioner')
  await ask('access.updateRole', { organizationId: 1, roleId: provisioner?.id ?? '', permissions: { GROUPS: ['READ'] } })
  expect(await push('Another')).toBe(403)

  const made = await ask('integrations.create', { organizationId: 2, name: 'entra', preset: 'entra' })
  expect(made.integration.serviceAccount.roles).toMatchObject([{ name: 'SCIMProvisioner' }])
  expect((await ask('activity.verifyAudit', {})).ok).toBe(true)
  expect(inconsistencies(file)).toEqual([])
  const connection = new Sqlite(file, { readonly: true })
  expect(connection.pragma('user_version', { simple: true })).toBe(migrations.length)
  connection.close()
})
