import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { auditFile, verifyAudit } from '../../src/main/domain/activity/audit.ts'
import { createOrganization } from '../../src/main/domain/organizations.ts'
import { type DataFolder, dataFolder } from '../support/data-folder.ts'

const actor = { kind: 'person', name: 'ada' } as const

async function trail(events: number): Promise<DataFolder> {
  const data = dataFolder()
  for (let n = 0; n < events; n++) await data.domain.change({ actor }, (change) => createOrganization(change, `org-${n}`))
  return data
}

/** What somebody with the file in hand could do, the database's own guard put aside. */
function tamper({ file }: DataFolder, sql: string): void {
  const connection = new Sqlite(file)
  connection.exec('DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_deleted;')
  connection.exec(sql)
  connection.close()
}

describe('L2: the audit trail is a chain', () => {
  it('that is found whole when nobody has touched it', async () => {
    const { domain } = await trail(5)
    expect(await verifyAudit(domain)).toEqual({ ok: true, events: 5, broken: null })
  })

  it.each(['actor_name', 'action', 'target_name', 'after', 'correlation_id', 'at'])('in which an altered %s is named', async (column) => {
    const data = await trail(5)
    tamper(data, `UPDATE audit_events SET ${column} = ${column === 'at' ? 'at + 1' : "'forged'"} WHERE seq = 3`)
    expect(await verifyAudit(data.domain)).toMatchObject({ ok: false, events: 2, broken: { because: 'content' } })
  })

  it('in which a removed event is missed by the one after it', async () => {
    const data = await trail(5)
    tamper(data, 'DELETE FROM audit_events WHERE seq = 3')
    expect(await verifyAudit(data.domain)).toMatchObject({ ok: false, events: 2, broken: { because: 'predecessor' } })
  })

  it('that the database itself refuses to change', async () => {
    const { file } = await trail(1)
    const connection = new Sqlite(file)
    expect(() => connection.exec("UPDATE audit_events SET actor_name = 'eve'")).toThrow(/append-only/)
    expect(() => connection.exec('DELETE FROM audit_events')).toThrow(/append-only/)
    connection.close()
  })
})

describe('L2: the export', () => {
  const event = {
    id: '1',
    at: Date.UTC(2026, 10, 22),
    organizationId: 1,
    organizationName: 'acme',
    actor: { kind: 'person', name: '=cmd|calc' } as const,
    action: 'group.entered',
    target: { type: 'group', id: 'g', name: 'Data, "Science"' },
    before: null,
    after: { displayName: 'x' },
    correlationId: 'c',
  }

  it('quotes what CSV must quote, and defuses what a spreadsheet would run', () => {
    const { text, fileName } = auditFile([event], 'csv', event.at)
    expect(fileName).toBe('muster-audit-2026-11-22.csv')
    expect(text.split('\r\n')[1]).toBe(
      '2026-11-22T00:00:00.000Z,acme,person,\'=cmd|calc,group.entered,group,g,"Data, ""Science""",c,,"{""displayName"":""x""}"',
    )
  })

  it('is the events themselves as JSON', () => {
    expect(JSON.parse(auditFile([event], 'json', event.at).text)).toEqual([event])
  })
})
