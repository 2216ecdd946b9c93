import Sqlite from 'better-sqlite3'
import { auditHash } from '../../src/main/domain/change.ts'
import { indexEntries } from '../../src/main/protocol/filter/index-entries.ts'
import { fold, nameKey } from '../../src/main/protocol/fold.ts'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import { coreRegistry } from '../../src/main/protocol/schema/registry.ts'
import type { ResourceTypeName } from '../../src/main/protocol/schema/types.ts'
import { INDEX_COLUMNS } from '../../src/main/store/attribute-index.ts'

interface Row {
  readonly seq: number
  readonly organization: number
  readonly id: string
  readonly name: string
  readonly nameKey: string
  readonly externalId: string | null
  readonly document: string
}

const TABLES = {
  User: `SELECT seq, organization_id AS organization, id, user_name AS name, user_name_key AS nameKey, external_id AS externalId, document FROM users`,
  Group: `SELECT seq, organization_id AS organization, id, display_name AS name, name_key AS nameKey, external_id AS externalId, document FROM groups`,
} as const

/**
 * Looks at a database file from outside, with SQL of its own, and tells everything in it that does not agree with something else in
 * it: each table says what the others do, however the process that wrote it ended. For organizations without schemas of their own.
 */
export function inconsistencies(file: string): string[] {
  const connection = new Sqlite(file, { readonly: true })
  try {
    return [
      ...integrity(connection),
      ...resources(connection, 'User'),
      ...resources(connection, 'Group'),
      ...counts(connection),
      ...relations(connection),
      ...access(connection),
      ...outbox(connection),
      ...chain(connection),
      ...history(connection),
      ...unlogged(connection),
    ]
  } finally {
    connection.close()
  }
}

function integrity(connection: Sqlite.Database): string[] {
  const check = connection.pragma('integrity_check', { simple: true })
  const broken = connection.pragma('foreign_key_check') as unknown[]
  return [...(check === 'ok' ? [] : [`integrity_check: ${String(check)}`]), ...broken.map((each) => `foreign key: ${JSON.stringify(each)}`)]
}

/** A row's columns, its index entries and its search entry follow from its document. */
function resources(connection: Sqlite.Database, type: ResourceTypeName): string[] {
  const wrong: string[] = []
  const [table, search] = type === 'User' ? ['user_attributes', 'user_search'] : ['group_attributes', 'group_search']
  const stored = new Map<number, string[]>()
  const entries = connection.prepare(
    `SELECT a.seq, a.organization_id AS organization, p.key, a.element, a.number, a.text FROM ${table} a JOIN attribute_paths p ON p.id = a.path_id`,
  )
  for (const { seq, organization, key, element, number, text } of entries.iterate() as Iterable<Record<string, string | number>>)
    stored.set(Number(seq), [...(stored.get(Number(seq)) ?? []), JSON.stringify([organization, key, element, number, text])])
  const searchable = new Set(connection.prepare(`SELECT rowid FROM ${search}`).pluck().all() as number[])
  for (const row of connection.prepare(TABLES[type]).iterate() as Iterable<Row>) {
    const document = JSON.parse(row.document) as JsonObject
    const name = document[type === 'User' ? 'userName' : 'displayName']
    const key = type === 'User' ? fold(row.name) : nameKey(row.name)
    if (name !== row.name || key !== row.nameKey || (document['externalId'] ?? null) !== row.externalId)
      wrong.push(`${type} ${row.id}: its columns are not those of its document`)
    const expected = indexEntries(document, coreRegistry, type)
      .filter((entry) => !INDEX_COLUMNS[type].has(entry.key))
      .map((entry) => JSON.stringify([row.organization, entry.key, entry.element, entry.number, entry.text]))
    const actual = stored.get(row.seq) ?? []
    stored.delete(row.seq)
    if (JSON.stringify([...new Set(expected)].toSorted()) !== JSON.stringify(actual.toSorted()))
      wrong.push(`${type} ${row.id}: its index is not that of its document`)
    if (!searchable.delete(row.seq)) wrong.push(`${type} ${row.id}: cannot be searched for`)
  }
  for (const seq of stored.keys()) wrong.push(`${table}: rows of ${type} ${seq}, which there is not`)
  for (const seq of searchable) wrong.push(`${search}: a row of ${type} ${seq}, which there is not`)
  return wrong
}

function counts(connection: Sqlite.Database): string[] {
  return texts(
    connection,
    `SELECT 'organization ' || o.slug || ': says ' || o.user_count || ' users and ' || o.group_count || ' groups' FROM organizations o
       WHERE o.user_count <> (SELECT count(*) FROM users u WHERE u.organization_id = o.id)
         OR o.group_count <> (SELECT count(*) FROM groups g WHERE g.organization_id = o.id)
     UNION ALL SELECT 'group ' || g.id || ': says ' || g.member_count || ' members' FROM groups g
       WHERE g.member_count <> (SELECT count(*) FROM group_members m WHERE m.group_seq = g.seq)`,
  )
}

function relations(connection: Sqlite.Database): string[] {
  return texts(
    connection,
    `SELECT 'member ' || m.kind || ':' || m.member_seq || ' of group ' || m.group_seq || ' is nobody of its organization' FROM group_members m
       JOIN groups g ON g.seq = m.group_seq
       WHERE NOT CASE m.kind
         WHEN 0 THEN EXISTS (SELECT 1 FROM users u WHERE u.seq = m.member_seq AND u.organization_id = g.organization_id)
         ELSE EXISTS (SELECT 1 FROM groups c WHERE c.seq = m.member_seq AND c.organization_id = g.organization_id) END
     UNION ALL SELECT 'user ' || u.id || ' has no account' FROM users u WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = u.id)`,
  )
}

/** I3, I5, T9: whoever acts is of the organization where she does; an integration has one service account, and that no API tokens. */
function access(connection: Sqlite.Database): string[] {
  return texts(
    connection,
    `SELECT 'integration ' || i.name || ': its service account is not one, in its organization' FROM integrations i
       WHERE (SELECT count(*) FROM service_accounts s WHERE s.integration_id = i.id AND s.organization_id = i.organization_id) <> 1
     UNION ALL SELECT 'service account ' || s.name || ': acts for an integration of another organization' FROM service_accounts s
       JOIN integrations i ON i.id = s.integration_id WHERE i.organization_id <> s.organization_id
     UNION ALL SELECT 'API token ' || t.name || ': of the service account of an integration' FROM api_tokens t
       JOIN service_accounts s ON s.id = t.service_account_id WHERE s.integration_id IS NOT NULL
     UNION ALL SELECT 'binding ' || b.id || ': of a role of another organization' FROM bindings b
       JOIN roles r ON r.id = b.role_id WHERE r.organization_id <> b.organization_id
     UNION ALL SELECT 'binding ' || b.id || ': to a ' || b.subject_kind || ' that is not in its organization' FROM bindings b
       WHERE NOT CASE b.subject_kind
         WHEN 'user' THEN EXISTS (SELECT 1 FROM users u WHERE u.id = b.subject_id AND u.organization_id = b.organization_id)
         WHEN 'group' THEN EXISTS (SELECT 1 FROM groups g WHERE g.id = b.subject_id AND g.organization_id = b.organization_id)
         ELSE EXISTS (SELECT 1 FROM service_accounts s WHERE s.id = b.subject_id AND s.organization_id = b.organization_id) END
     UNION ALL SELECT 'organization ' || o.slug || ': ' || n.name || ' is not one of its managed roles'
       FROM organizations o JOIN (SELECT 'Admin' AS name UNION ALL SELECT 'Viewer' UNION ALL SELECT 'SCIMProvisioner') n
       WHERE (SELECT count(*) FROM roles r WHERE r.organization_id = o.id AND r.name = n.name AND r.managed = 1) <> 1`,
  )
}

/** L5, G8: what waits has a time, what is settled has none, and each message is of a change that happened; a problem is open once. */
function outbox(connection: Sqlite.Database): string[] {
  return texts(
    connection,
    `SELECT 'delivery ' || id || ' is ' || state || ', next attempt at ' || coalesce(next_attempt_at, 'never') FROM webhook_deliveries
       WHERE (state = 'waiting') <> (next_attempt_at IS NOT NULL)
     UNION ALL SELECT 'delivery ' || d.id || ' tells of a change that is not in the audit trail' FROM webhook_deliveries d
       WHERE d.action <> 'webhook.test' AND NOT EXISTS (SELECT 1 FROM audit_events a WHERE a.id = json_extract(d.body, '$.data.id'))
     UNION ALL SELECT 'problem ' || kind || ' ' || subject || ' is open more than once' FROM problems WHERE resolved_at IS NULL
       GROUP BY organization_id, kind, subject HAVING count(*) > 1
     UNION ALL SELECT 'problem ' || id || ' was seen last before it was seen first' FROM problems WHERE last_seen < first_seen OR count < 1`,
  )
}

/** Each audit event's link follows from the one before it. */
function chain(connection: Sqlite.Database): string[] {
  const events = connection.prepare(
    `SELECT id, at, organization_id AS organizationId, actor_kind AS actorKind, actor_name AS actorName, action, target_type AS targetType,
       target_id AS targetId, target_name AS targetName, before, after, correlation_id AS correlationId, previous_hash AS previous, hash
     FROM audit_events ORDER BY seq`,
  )
  let previous: Uint8Array = new Uint8Array(32)
  for (const event of events.iterate() as Iterable<Parameters<typeof auditHash>[1] & { previous: Uint8Array; hash: Uint8Array }>) {
    const link = auditHash(previous, event)
    if (Buffer.compare(event.previous, previous) !== 0 || Buffer.compare(event.hash, link) !== 0)
      return [`audit event ${event.id} breaks the chain`]
    previous = link
  }
  return []
}

/** Who is there is whom the audit trail says to be there. */
function history(connection: Sqlite.Database): string[] {
  const tally = (type: string, came: string, went: string, table: string): string =>
    `SELECT '${type} ' || t.id || ' in ' || t.organization || ': came and went ' || t.net || ' times' FROM (
       SELECT target_id AS id, organization_id AS organization, sum((action IN (${came})) - (action IN (${went}))) AS net
       FROM audit_events WHERE target_type = '${type}' AND organization_id IN (SELECT id FROM organizations) GROUP BY target_id, organization_id) t
     WHERE t.net <> (SELECT count(*) FROM ${table} r WHERE r.id = t.id AND r.organization_id = t.organization)`
  return texts(
    connection,
    `${tally('user', "'user.provisioned', 'user.added'", "'user.access-removed'", 'users')}
     UNION ALL ${tally('group', "'group.pushed', 'group.entered'", "'group.deleted'", 'groups')}
     UNION ALL SELECT 'user ' || u.id || ' is not in the audit trail' FROM users u WHERE NOT EXISTS (
       SELECT 1 FROM audit_events a WHERE a.target_id = u.id AND a.organization_id = u.organization_id AND a.action IN ('user.provisioned', 'user.added'))`,
  )
}

/** Every change by a client has its request, answered with success, in the log. */
function unlogged(connection: Sqlite.Database): string[] {
  const logged = new Set(texts(connection, 'SELECT correlation_id FROM provisioning_log WHERE status < 400'))
  const changes = connection.prepare("SELECT DISTINCT correlation_id FROM audit_events WHERE actor_kind = 'service-account'").pluck()
  return (changes.all() as string[]).filter((id) => !logged.has(id)).map((id) => `the change ${id} has no request in the log`)
}

function texts(connection: Sqlite.Database, sql: string): string[] {
  return connection.prepare(sql).pluck().all() as string[]
}
