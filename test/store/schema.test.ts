import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { dataFolder } from '../support/data-folder.ts'

const GOLDEN = join(import.meta.dirname, 'schema.golden.sql')
const HEAD = '-- The schema of a fresh database. Written by: UPDATE_GOLDEN=1 npm test -- test/store/schema.test.ts\n\n'

/** SHA-256 of each migration that has shipped, its first 16 digits: a database out there has been through exactly these. */
const SHIPPED = ['14882ce1d14d46b2', '16c1419012183b7c', '86808415a9db0fe7', '18c97eb4c210bf03', 'b8ed9d51557b7362', '6140f4c447810dbf']

describe('the schema', () => {
  it('is changed by a new migration, never by editing one that has shipped', () => {
    const digests = migrations.map((text) => createHash('sha256').update(text).digest('hex').slice(0, 16))
    expect(digests.slice(0, SHIPPED.length)).toEqual(SHIPPED)
    expect(digests.length, 'a new migration ships with the next landing: add its digest').toBe(SHIPPED.length)
  })

  it('of a fresh database is the golden one: a change of it is a change of this file, seen in review', async () => {
    const { database } = dataFolder()
    const rows = await database.read((tx) =>
      tx.all<{ sql: string }>(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name",
      ),
    )
    const schema = HEAD + rows.map((row) => `${row.sql};\n`).join('\n')
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(GOLDEN, schema)
    expect(schema).toBe(readFileSync(GOLDEN, 'utf8'))
  })

  it('keeps every table of our own strict about types', async () => {
    const { database } = dataFolder()
    const loose = await database.read((tx) =>
      tx.all<{ name: string }>(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
      ),
    )
    expect(loose).toEqual([])
  })
})
