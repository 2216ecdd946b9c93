import { rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { createOrganization } from '../../../src/main/domain/organizations.ts'
import { issueToken, requireIntegration } from '../../../src/main/domain/tokens.ts'
import type { Listener } from '../../../src/main/http/listener.ts'
import { listenScim } from '../../../src/main/http/scim-listener.ts'
import type { ScimResponse } from '../../../src/main/scim/exchange.ts'
import { LIMITS } from '../../../src/main/scim/limits.ts'
import { createScimService } from '../../../src/main/scim/service.ts'
import { openTestData } from '../../support/data-folder.ts'
import { fillGroup, fillUsers } from '../../support/fill.ts'
import type { Sketch } from './requests.ts'

/** What may change without anything having been changed: what was asked and when, and what of it an administrator should act on. */
const MAY_CHANGE = new Set(['provisioning_log', 'tokens', 'integrations', 'problems'])
/** Requests after which it is looked who is there. */
const REFRESH = 25
const LEAST = 15

export interface FuzzTarget {
  readonly file: string
  readonly prefix: string
  readonly token: string
  /** Failures that were not foreseen. */
  readonly incidents: unknown[]
  /** Sends a request and says what it was answered, and whether any row of the directory was touched. */
  send(sketch: Sketch): Promise<{ answer: ScimResponse; changed: boolean }>
  /** The same service on a socket. */
  listen(): Promise<Listener>
  /** Rows written so far, however briefly they lasted. */
  changes(): number
  close(): Promise<void>
}

/** A small directory behind the service, with a counter that every write to it turns. */
export async function openFuzzTarget(): Promise<FuzzTarget> {
  const data = openTestData()
  const incidents: unknown[] = []
  const { organization, token } = await data.domain.change({ actor: { kind: 'person', name: 'Test' } }, async (change) => {
    const made = await createOrganization(change, 'fuzz')
    return { organization: made, token: await issueToken(change, await requireIntegration(change.tx, made, undefined), null) }
  })
  await countWrites(data.database)

  const service = createScimService({ domain: data.domain, keepBodies: () => true, incident: (error) => `#${incidents.push(error)}` })
  const outside = new Sqlite(data.file, { readonly: true })
  const count = outside.prepare('SELECT n FROM fuzz_changes').pluck()
  const userIds = outside.prepare('SELECT id FROM users').pluck()
  const groupIds = outside.prepare('SELECT id FROM groups').pluck()
  const changes = (): number => count.get() as number
  const prefix = `/orgs/${organization.id}/scim/v2`
  let turn = 0
  let users: string[] = []
  let groups: string[] = []

  /** Random requests take away more than they make: who is missed is replaced, so that there is always somebody to be changed. */
  async function known(): Promise<void> {
    users = userIds.all() as string[]
    groups = groupIds.all() as string[]
    const people = Array.from({ length: Math.max(0, LEAST - users.length) }, (_, i) => ({
      userName: `made ${turn} ${i}`,
      displayName: `Made ${i}`,
      emails: [{ value: `${i}@x.y`, type: 'work' }],
    }))
    users.push(...(await fillUsers(data.domain, organization.id, people)))
    for (let i = groups.length; i < LEAST; i++)
      groups.push(await fillGroup(data.domain, organization.id, `made ${turn} ${i}`, users.slice(i, i * 2)))
  }

  return {
    file: data.file,
    prefix,
    token,
    incidents,
    changes,
    async send({ method, path, headers, body }) {
      if (turn++ % REFRESH === 0) await known()
      const one = (list: readonly string[]): string => list[(turn * 7) % Math.max(list.length, 1)] ?? 'nobody'
      const filled = (text: string): string => text.replaceAll('{user}', one(users)).replaceAll('{group}', one(groups))
      const before = changes()
      const answer = await service.handle({
        method,
        target: prefix + filled(path),
        headers: { host: '127.0.0.1', authorization: `Bearer ${token}`, ...headers },
        body: typeof body === 'string' ? Buffer.from(filled(body)) : body,
        // An address of its own for each: failures are not to be slowed (T7).
        remoteAddress: `fuzz-${turn}`,
        origin: 'http://127.0.0.1:7643',
        receivedAt: data.time.now,
      })
      return { answer, changed: changes() !== before }
    },
    listen: () =>
      listenScim({
        host: '127.0.0.1',
        port: 0,
        handle: service.handle,
        publicUrl: () => null,
        limits: { bodyBytes: LIMITS.bodyBytes },
        report: (line) => incidents.push(line),
      }),
    async close() {
      await service.flush()
      outside.close()
      await data.close()
      rmSync(data.folder, { recursive: true, force: true })
    },
  }
}

/** Triggers, and not a comparison of contents: a write that is undone by another one is seen too, and seeing costs nothing. */
async function countWrites(database: ReturnType<typeof openTestData>['database']): Promise<void> {
  await database.write(async (tx) => {
    const tables = await tx.all<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\\_search\\_%' ESCAPE '\\'`,
    )
    await tx.run('CREATE TABLE fuzz_changes (n INTEGER NOT NULL)')
    await tx.run('INSERT INTO fuzz_changes VALUES (0)')
    for (const { name } of tables.filter((table) => !MAY_CHANGE.has(table.name)))
      for (const verb of ['INSERT', 'UPDATE', 'DELETE'])
        await tx.run(`CREATE TRIGGER fuzz_${name}_${verb} AFTER ${verb} ON ${name} BEGIN UPDATE fuzz_changes SET n = n + 1; END`)
  })
}
