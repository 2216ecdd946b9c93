import { existsSync, readdirSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { methodNamed } from '../../src/shared/console/contract.ts'
import { inconsistencies } from '../support/consistency.ts'
import { fileHost } from '../support/real-host.ts'

const { host, ask, organization, folder } = await fileHost()
const backups = join(folder, 'backups')
const scim = async (to: { mounts: { okta: string }; token: string }, path: string, body?: object) => {
  const answer = await fetch(to.mounts.okta + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${to.token}`, 'content-type': 'application/scim+json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as { totalResults?: number } }
}
const refusal = async (method: string, input: unknown) => {
  const result = await host.door.call(method, input, { kind: 'person', name: 'Test' })
  return result.ok ? null : result.error
}

describe('X4: backups of a running service', () => {
  it('are made while it answers, read whole, and for the owner only', async () => {
    const acme = await organization('acme')
    expect((await scim(acme, '/Users', { userName: 'ada' })).status).toBe(201)
    const backup = await ask('backups.create', {})
    expect(methodNamed('backups.create')?.output.parse(backup)).toEqual(backup)
    expect(backup).toMatchObject({ kind: 'manual', examined: { problem: null, counts: { organizations: 1, users: 1 } } })
    expect(statSync(join(backups, backup.name)).mode & 0o777).toBe(0o600)
    expect(statSync(backups).mode & 0o777).toBe(0o700)
    // One plain file: nothing beside it is needed to read it.
    expect(readdirSync(backups).toSorted()).toEqual([backup.name, backup.name.replace(/db$/, 'json')].toSorted())
    expect((await ask('backups.list', {})).items).toEqual([backup])
    const { items } = await ask('activity.audit', { action: 'backup.created' })
    expect(items[0]).toMatchObject({ actor: { name: 'Test' }, target: { name: backup.name } })
  })

  it('say what restoring would lose and bring back, and do it below a service that goes on', async () => {
    const org = await organization('later')
    const backup = await ask('backups.create', {})
    expect((await scim(org, '/Users', { userName: 'lost' })).status).toBe(201)
    await ask('tokens.revoke', { organizationId: org.id, integration: 'group-mapping' })
    const impact = await ask('backups.restoreImpact', { name: backup.name })
    expect(methodNamed('backups.restoreImpact')?.output.parse(impact)).toEqual(impact)
    expect(impact).toMatchObject({ tokensRevived: 1, tokensLost: 0, sameInstance: true })
    expect(impact.present.users - impact.restored.users).toBe(1)
    expect(impact.changesLost).toBeGreaterThan(0)

    const events: number[] = []
    const stop = host.door.subscribe(({ revision }) => events.push(revision))
    const urls = [host.scimUrl, host.consoleUrl]
    const { restored, safetyCopy } = await ask('backups.restore', { name: backup.name })
    expect(restored.name).toBe(backup.name)
    expect([host.scimUrl, host.consoleUrl]).toEqual(urls)
    // The token that was revoked after the backup opens its endpoint again, and who came after it is gone.
    expect(await scim(org, '/Users')).toMatchObject({ status: 200, body: { totalResults: 0 } })
    expect((await scim(org, '/Users', { userName: 'after' })).status).toBe(201)
    expect((await ask('activity.audit', { action: 'backup.restored' })).items).toHaveLength(1)
    expect((await ask('activity.verifyAudit', {})).ok).toBe(true)
    expect(inconsistencies(join(folder, 'muster.db'))).toEqual([])
    await expect.poll(() => events.length).toBeGreaterThan(0)
    stop()

    // What was there before is a backup of its own.
    expect(safetyCopy).not.toBeNull()
    await ask('backups.restore', { name: safetyCopy ?? '' })
    expect((await scim(org, '/Users')).status).toBe(401)
    expect((await ask('organizations.list', {})).organizations.find(({ id }) => id === org.id)?.counts.users).toBe(1)
  })

  it('are refused when they are not sound, and nothing changes', async () => {
    const org = await organization('sound')
    const { name } = await ask('backups.create', {})
    truncateSync(join(backups, name), statSync(join(backups, name)).size / 2)
    expect((await ask('backups.verify', { name })).examined?.problem).toMatch(/damaged/)
    expect(await refusal('backups.restore', { name })).toMatchObject({
      code: 'backup_unsound',
      message: expect.stringMatching(/damaged/) as string,
    })
    expect((await scim(org, '/Users')).status).toBe(200)
    expect(existsSync(join(folder, 'muster.db.restore'))).toBe(false)
    await ask('backups.remove', { name })
    expect((await ask('backups.list', {})).items.map((each) => each.name)).not.toContain(name)
  })

  it('of another Muster are taken only when that is meant', async () => {
    const name = 'elsewhere.db'
    const { name: own } = await ask('backups.create', {})
    const copy = new Sqlite(join(backups, own))
    copy.prepare('VACUUM INTO ?').run(join(backups, name))
    copy.close()
    const other = new Sqlite(join(backups, name))
    other.exec(`UPDATE instance SET id = 'another'`)
    other.close()
    expect((await ask('backups.restoreImpact', { name })).sameInstance).toBe(false)
    expect(await refusal('backups.restore', { name })).toMatchObject({
      code: 'backup_unsound',
      message: expect.stringMatching(/another Muster/) as string,
    })
    await ask('backups.restore', { name, otherInstance: true })
    expect((await ask('backups.restoreImpact', { name: own })).sameInstance).toBe(false)
    await ask('backups.restore', { name: own, otherInstance: true })
  })

  it.each(['../muster.db', '/etc/passwd', '..', 'a/b.db', '.hidden.db', 'muster.json', ''])(
    'a name that leads out of the folder (%j) is none',
    async (name) => {
      for (const method of ['verify', 'remove', 'restoreImpact', 'restore'])
        expect((await refusal(`backups.${method}`, { name }))?.code, method).toBe('invalid')
    },
  )

  it('a link in the folder leads nowhere', async () => {
    symlinkSync(join(folder, 'muster.db'), join(backups, 'link.db'))
    for (const method of ['verify', 'remove', 'restoreImpact', 'restore'])
      expect((await refusal(`backups.${method}`, { name: 'link.db' }))?.code, method).toBe('not_found')
    expect((await ask('backups.list', {})).items.map(({ name }) => name)).not.toContain('link.db')
  })

  it('go where the settings say; what cannot be written to is told with what to do', async () => {
    writeFileSync(join(folder, 'a-file'), '')
    await ask('settings.update', { backupFolder: join(folder, 'a-file') })
    expect(await refusal('backups.create', {})).toMatchObject({
      code: 'not_available',
      message: expect.stringMatching(/could not be written to .*a-file/) as string,
    })
    const { checks } = await ask('health.get', {})
    expect(checks.find(({ id }) => id === 'backup')).toMatchObject({ verdict: 'error' })
    await ask('settings.update', { backupFolder: join(folder, 'elsewhere') })
    const { name } = await ask('backups.create', {})
    expect(existsSync(join(folder, 'elsewhere', name))).toBe(true)
    expect((await ask('health.get', {})).checks.find(({ id }) => id === 'backup')?.verdict).toBe('ok')
    await ask('settings.update', { backupFolder: null })
  })
})
