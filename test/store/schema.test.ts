import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { dataFolder } from '../support/data-folder.ts'

const GOLDEN = join(import.meta.dirname, 'schema.golden.sql')
const HEAD = '-- The schema of a fresh database. Written by: UPDATE_GOLDEN=1 npm test -- test/store/schema.test.ts\n\n'

describe('the schema', () => {
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
