import type { ReadTx, WriteTx } from './database/port.ts'

/** Instance-wide settings: names and JSON values. */
export async function readSettings(tx: ReadTx): Promise<Map<string, unknown>> {
  const rows = await tx.all<{ name: string; value: string }>('SELECT name, value FROM settings')
  return new Map(rows.map((row) => [row.name, JSON.parse(row.value) as unknown]))
}

export async function writeSetting(tx: WriteTx, name: string, value: unknown): Promise<void> {
  await tx.run(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    JSON.stringify(value),
  )
}
