import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { migrations } from '../../src/main/store/migrations/index.ts'
import { holdsData, openDataFolder, type OpenDatabase } from '../../src/main/store/database/open.ts'
import { DatabaseRefused } from '../../src/main/store/database/port.ts'
import { writeSetting } from '../../src/main/store/settings.ts'
import { temporaryFolder } from '../support/data-folder.ts'

const CREATED = Date.UTC(2026, 0, 2, 3, 4, 5)

function open(folder: string, steps?: readonly string[]): OpenDatabase {
  return openDataFolder(folder, { id: 'instance-1', now: CREATED }, steps)
}

/** A folder with a database in it, closed in good order, with something written. */
async function usedFolder(): Promise<{ folder: string; file: string; marker: string }> {
  const folder = temporaryFolder()
  const { database, file } = open(folder)
  await database.write((tx) => writeSetting(tx, 'kept', 'yes'))
  await database.close()
  return { folder, file, marker: join(folder, 'muster.json') }
}

function refusal(folder: string, steps?: readonly string[]): DatabaseRefused {
  try {
    void open(folder, steps).database.close()
  } catch (error) {
    if (error instanceof DatabaseRefused) return error
    throw error
  }
  throw new Error('the folder was opened')
}

async function keptIn(folder: string): Promise<unknown> {
  const { database } = open(folder)
  try {
    return await database.read((tx) => tx.get('SELECT name, value FROM settings'))
  } finally {
    await database.close()
  }
}

/** Changes the database as another program would, with nobody noticing. */
function meddle(file: string, work: (connection: Sqlite.Database) => void): void {
  const connection = new Sqlite(file)
  work(connection)
  connection.close()
}

/** As after a power cut: the folder says that the database was not closed. */
function markUnclean(marker: string): void {
  const content = JSON.parse(readFileSync(marker, 'utf8')) as { closedCleanly: boolean }
  expect(content.closedCleanly).toBe(true)
  writeFileSync(marker, JSON.stringify({ ...content, closedCleanly: false }))
}

/** Overwrites the first page of a table that opening the database does not read. */
function damageTable(file: string): void {
  let page = 0
  meddle(file, (connection) => {
    page = connection.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'settings'").pluck().get() as number
  })
  const bytes = readFileSync(file)
  bytes.fill(0xa5, (page - 1) * 4096, page * 4096)
  writeFileSync(file, bytes)
}

describe('a new folder', () => {
  it('is made, for its owner alone, with a database of the newest schema and whose it is', async () => {
    const folder = join(temporaryFolder(), 'deep', 'data')
    expect(holdsData(folder)).toBe(false)
    const { database, file } = open(folder)
    expect(holdsData(folder)).toBe(true)
    expect(await database.read((tx) => tx.get('SELECT id, created_at AS at FROM instance'))).toEqual({ id: 'instance-1', at: CREATED })
    expect(await database.read((tx) => tx.get('PRAGMA user_version'))).toEqual({ user_version: migrations.length })
    expect(database.size()).toBeGreaterThan(4096)
    await database.close()
    const forOthers = process.platform === 'win32' ? 0 : statSync(folder).mode & 0o077
    expect(forOthers).toBe(0)
    expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3')
  })

  it('opened again keeps what was written and whose it is, whatever the next opener calls itself', async () => {
    const { folder } = await usedFolder()
    expect(await keptIn(folder)).toEqual({ name: 'kept', value: '"yes"' })
    const { database } = openDataFolder(folder, { id: 'instance-2', now: CREATED + 1 })
    expect(await database.read((tx) => tx.get('SELECT id FROM instance'))).toEqual({ id: 'instance-1' })
    await database.close()
  })

  it('whose making was interrupted is made anew, for nothing was in it', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'muster.db.new'), 'half a database')
    const { database } = open(folder)
    await database.close()
    expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([])
  })

  it('that cannot be made is refused in words', () => {
    const place = join(temporaryFolder(), 'file')
    writeFileSync(place, 'in the way')
    expect(refusal(join(place, 'data'))).toMatchObject({
      reason: 'unreadable',
      message: expect.stringContaining('Choose a folder') as string,
    })
  })
})

describe('X5: a database that may not be served is refused, and left as it is', () => {
  it('gone, though the folder held one', async () => {
    const { folder, file } = await usedFolder()
    rmSync(file)
    const refused = refusal(folder)
    expect(refused.reason).toBe('missing')
    expect(refused.message).toContain(`${file} is gone, though this folder held one since 2026-01-02T03:04:05.000Z`)
    expect(refused.message).toContain('Restore a backup')
    expect(existsSync(file)).toBe(false)
    expect(holdsData(folder)).toBe(true)
  })

  it('empty: zero bytes are not an empty directory', async () => {
    const { folder, file } = await usedFolder()
    truncateSync(file, 0)
    expect(refusal(folder)).toMatchObject({ reason: 'damaged', message: expect.stringContaining('empty (0 bytes)') as string })
    expect(statSync(file).size).toBe(0)
  })

  it('empty, in a folder that is not marked either', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'muster.db'), '')
    expect(refusal(folder).reason).toBe('damaged')
  })

  it('its first bytes overwritten', async () => {
    const { folder, file } = await usedFolder()
    const bytes = readFileSync(file)
    bytes.write('PK\u0003\u0004', 0, 'latin1')
    writeFileSync(file, bytes)
    expect(refusal(folder).reason).toBe('not-a-database')
    expect(readFileSync(file)).toEqual(bytes)
  })

  it('shorter than its header', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'muster.db'), 'SQLite')
    expect(refusal(folder).reason).toBe('not-a-database')
  })

  it('the rest of its header overwritten', async () => {
    const { folder, file } = await usedFolder()
    const bytes = readFileSync(file)
    bytes.fill(0xff, 16, 100)
    writeFileSync(file, bytes)
    expect(refusal(folder).reason).toBe('damaged')
    expect(readFileSync(file)).toEqual(bytes)
  })

  it('cut short, as a copy that ran out of space is, even when it had been closed in good order', async () => {
    const { folder, file } = await usedFolder()
    truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096)
    expect(refusal(folder).reason).toBe('damaged')
  })

  it('of another program', async () => {
    const { folder, file } = await usedFolder()
    meddle(file, (connection) => connection.pragma('application_id = 1'))
    expect(refusal(folder)).toMatchObject({ reason: 'foreign', message: expect.stringContaining('another program') as string })
  })

  it('of a newer Muster, whose schema this one does not know', async () => {
    const { folder, file } = await usedFolder()
    meddle(file, (connection) => connection.pragma(`user_version = ${migrations.length + 1}`))
    const before = readFileSync(file)
    const refused = refusal(folder)
    expect(refused.reason).toBe('too-new')
    expect(refused.message).toContain(`schema ${migrations.length + 1}; this one knows ${migrations.length}`)
    expect(readFileSync(file)).toEqual(before)
  })

  it('with nothing in it that says whose it is', async () => {
    const { folder, file } = await usedFolder()
    meddle(file, (connection) => connection.exec('DELETE FROM instance'))
    expect(refusal(folder).reason).toBe('damaged')
  })

  it('in the hands of another program', async () => {
    const { folder, file } = await usedFolder()
    const other = new Sqlite(file)
    other.pragma('locking_mode = EXCLUSIVE')
    other.exec('BEGIN IMMEDIATE')
    try {
      expect(refusal(folder)).toMatchObject({ reason: 'in-use', message: expect.stringContaining('in use by another program') as string })
    } finally {
      other.close()
    }
    expect(await keptIn(folder)).toEqual({ name: 'kept', value: '"yes"' })
  })
})

describe('after a shutdown that was not in good order', () => {
  it('every page is looked at, and a damaged one is noticed before anything is served', async () => {
    const { folder, file, marker } = await usedFolder()
    damageTable(file)
    markUnclean(marker)
    const before = readFileSync(file)
    const refused = refusal(folder)
    expect(refused.reason).toBe('damaged')
    expect(refused.message).toContain('restore the last backup')
    expect(readFileSync(file)).toEqual(before)
  })

  it('a sound database is served, with all that was committed', async () => {
    const { folder, marker } = await usedFolder()
    markUnclean(marker)
    expect(await keptIn(folder)).toEqual({ name: 'kept', value: '"yes"' })
  })

  it('what stands in the write-ahead log only is there', async () => {
    const { folder, file } = await usedFolder()
    const { database } = open(folder)
    await database.write((tx) => writeSetting(tx, 'kept', 'in the log'))
    const crashed = temporaryFolder()
    for (const name of ['muster.db', 'muster.db-wal', 'muster.json']) copyFileSync(join(folder, name), join(crashed, name))
    await database.close()
    expect(existsSync(file)).toBe(true)
    expect(await keptIn(crashed)).toEqual({ name: 'kept', value: '"in the log"' })
  })

  it('a marker that cannot be read makes the look thorough, and no more', async () => {
    const { folder, file, marker } = await usedFolder()
    writeFileSync(marker, '{"instance')
    expect(await keptIn(folder)).toEqual({ name: 'kept', value: '"yes"' })
    damageTable(file)
    writeFileSync(marker, '{"instance')
    expect(refusal(folder).reason).toBe('damaged')
  })

  it('the folder says so from the moment it is open to the moment it is closed', async () => {
    const { folder, marker } = await usedFolder()
    const cleanly = () => (JSON.parse(readFileSync(marker, 'utf8')) as { closedCleanly: unknown }).closedCleanly
    const { database } = open(folder)
    expect(cleanly()).toBe(false)
    await database.close()
    expect(cleanly()).toBe(true)
  })
})

describe('damage that appears while the service runs', () => {
  it('is told as damage, for reads and writes alike', async () => {
    const { folder, file } = await usedFolder()
    damageTable(file)
    const { database } = open(folder)
    const told = { name: 'StoreUnavailable', because: 'damaged', message: expect.stringContaining('restore the last backup') as string }
    await expect(database.read((tx) => tx.all('SELECT * FROM settings'))).rejects.toMatchObject(told)
    await expect(database.write((tx) => writeSetting(tx, 'kept', 'no'))).rejects.toMatchObject(told)
    await database.close()
  })
})

describe('a database of an older schema', () => {
  const second = 'ALTER TABLE settings ADD COLUMN note TEXT'
  const steps = [...migrations, second]
  const copy = `before-schema-${steps.length}.db`

  it('is copied before it is changed, then brought up to date', async () => {
    const { folder } = await usedFolder()
    const { database } = open(folder, steps)
    expect(await database.read((tx) => tx.get('SELECT name, value, note FROM settings'))).toEqual({
      name: 'kept',
      value: '"yes"',
      note: null,
    })
    expect(await database.read((tx) => tx.get('PRAGMA user_version'))).toEqual({ user_version: steps.length })
    await database.close()
    const copies = readdirSync(join(folder, 'backups'))
    expect(copies).toEqual([copy])
    const restored = temporaryFolder()
    copyFileSync(join(folder, 'backups', copy), join(restored, 'muster.db'))
    expect(await keptIn(restored)).toEqual({ name: 'kept', value: '"yes"' })
  })

  it('is not copied from a copy that was cut short by a crash: that one is made again', async () => {
    const { folder } = await usedFolder()
    mkdirSync(join(folder, 'backups'))
    writeFileSync(join(folder, 'backups', `${copy}.new`), 'half a copy')
    await open(folder, steps).database.close()
    expect(readdirSync(join(folder, 'backups'))).toEqual([copy])
    meddle(join(folder, 'backups', copy), (opened) => expect(opened.pragma('integrity_check', { simple: true })).toBe('ok'))
  })

  it('stays what it was when a step fails, and the failure is told as it is: not as damage', async () => {
    const { folder, file } = await usedFolder()
    const failing = [...migrations, 'ALTER TABLE settings ADD COLUMN note TEXT; INSERT INTO nowhere VALUES (1)']
    expect(() => open(folder, failing)).toThrow('no such table: nowhere')
    meddle(file, (connection) => {
      expect(connection.pragma('user_version', { simple: true })).toBe(migrations.length)
      expect(connection.prepare('SELECT * FROM settings').all()).toEqual([{ name: 'kept', value: '"yes"' }])
    })
    expect(await keptIn(folder)).toEqual({ name: 'kept', value: '"yes"' })
  })

  it('is not called damaged when there is no room for the copy', async () => {
    const { folder } = await usedFolder()
    writeFileSync(join(folder, 'backups'), 'a file where the folder should be')
    const refused = refusal(folder, steps)
    expect(refused.reason).toBe('unreadable')
    expect(refused.message).toContain('nothing was changed')
  })
})
