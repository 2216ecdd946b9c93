import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { examine } from '../../src/main/store/backup/examine.ts'
import { completeRestore, decideRestore, stageRestore } from '../../src/main/store/backup/restore.ts'
import { openDataFolder } from '../../src/main/store/database/open.ts'
import { START, temporaryFolder } from '../support/data-folder.ts'

const KEPT = 'before-restore-x.db'
const identity = (id: string) => ({ id, now: START })

/** A data folder whose database says `word`. */
async function folderSaying(word: string): Promise<string> {
  const folder = join(temporaryFolder(), word)
  const { database } = openDataFolder(folder, identity(word))
  await say(folder, word, database)
  return folder
}

async function say(_folder: string, word: string, database: ReturnType<typeof openDataFolder>['database']): Promise<void> {
  await database.write((tx) => tx.run('INSERT INTO settings (name, value) VALUES (?, ?)', 'word', JSON.stringify(word)))
  await database.close()
}

function wordIn(file: string): string {
  const connection = new Sqlite(file)
  try {
    return (connection.prepare(`SELECT value FROM settings WHERE name = 'word'`).get() as { value: string }).value
  } finally {
    connection.close()
  }
}

/** As the service opens it at the next start. */
async function reopened(folder: string): Promise<string> {
  const { database } = openDataFolder(folder, identity('nobody'))
  const row = await database.read((tx) => tx.get<{ value: string }>(`SELECT value FROM settings WHERE name = 'word'`))
  await database.close()
  return row?.value ?? 'nothing'
}

describe('X4: a restore that was decided is finished, wherever the process ended', () => {
  /** What a process can leave behind: each state is one in which it may have been killed. */
  const endings: readonly (readonly [string, (folder: string) => void])[] = [
    ['at once', () => undefined],
    ['with the present database kept', (folder) => copyTo(folder)],
    [
      'with its log gone',
      (folder) => {
        copyTo(folder)
        for (const end of ['-wal', '-shm']) rmSync(join(folder, `muster.db${end}`), { force: true })
      },
    ],
    [
      'with the other one in its place',
      (folder) => {
        copyTo(folder)
        renameSync(join(folder, 'muster.db.restore'), join(folder, 'muster.db'))
      },
    ],
  ]

  it.each(endings)('%s', async (_where, leave) => {
    const [present, backup] = [await folderSaying('present'), await folderSaying('backup')]
    stageRestore(present, join(backup, 'muster.db'))
    decideRestore(present, KEPT)
    leave(present)
    expect(await reopened(present)).toBe('"backup"')
    expect(wordIn(join(present, 'backups', KEPT))).toBe('"present"')
    // Finished once: the next start opens what has been done since.
    expect(readdirSync(present).filter((name) => name.includes('restore'))).toEqual([])
    expect(await reopened(present)).toBe('"backup"')
    expect(JSON.parse(readFileSync(join(present, 'muster.json'), 'utf8'))).toMatchObject({ instanceId: 'backup', closedCleanly: true })
  })

  it('what was only staged changes nothing', async () => {
    const [present, backup] = [await folderSaying('present'), await folderSaying('backup')]
    stageRestore(present, join(backup, 'muster.db'))
    expect(completeRestore(present)).toBe(false)
    expect(await reopened(present)).toBe('"present"')
  })

  it('the log of a database that was not closed is not played into the other one, and is kept with it', async () => {
    const [present, backup] = [await folderSaying('present'), await folderSaying('backup')]
    const { database } = openDataFolder(present, identity('present'))
    await database.write((tx) => tx.run(`UPDATE settings SET value = '"logged"' WHERE name = 'word'`))
    const crashed = join(temporaryFolder(), 'crashed')
    cpSync(present, crashed, { recursive: true })
    await database.close()
    expect(existsSync(join(crashed, 'muster.db-wal'))).toBe(true)
    stageRestore(crashed, join(backup, 'muster.db'))
    decideRestore(crashed, KEPT)
    expect(await reopened(crashed)).toBe('"backup"')
    expect(wordIn(join(crashed, 'backups', KEPT))).toBe('"logged"')
  })

  it.each(['damaged', 'gone'])('the present one may be %s', async (state) => {
    const [present, backup] = [await folderSaying('present'), await folderSaying('backup')]
    const file = join(present, 'muster.db')
    if (state === 'gone') rmSync(file)
    else writeFileSync(file, 'Dear diary')
    stageRestore(present, join(backup, 'muster.db'))
    decideRestore(present, KEPT)
    expect(await reopened(present)).toBe('"backup"')
    expect(existsSync(join(present, 'backups', KEPT))).toBe(state === 'damaged')
  })
})

function copyTo(folder: string): void {
  cpSync(join(folder, 'muster.db'), join(folder, 'backups', KEPT), { recursive: true })
}

describe('X4: what a file turns out to be', () => {
  it('a database of ours, whose, of which version, with how much in it', async () => {
    const folder = await folderSaying('sound')
    expect(examine(join(folder, 'muster.db'))).toMatchObject({ problem: null, instanceId: 'sound', counts: { organizations: 0, users: 0 } })
  })

  it.each<[string, (file: string) => void, RegExp]>([
    ['not there', (file) => rmSync(file), /not there/],
    ['empty', (file) => writeFileSync(file, ''), /empty/],
    ['something else', (file) => writeFileSync(file, 'Dear diary'.repeat(100)), /not a database/],
    ['another program’s', (file) => change(file, 'PRAGMA application_id = 7'), /another program/],
    ['a newer Muster’s', (file) => change(file, 'PRAGMA user_version = 9999'), /newer Muster/],
    ['nobody’s', (file) => change(file, 'DELETE FROM instance'), /whose/],
  ])('%s', async (_what, spoil, problem) => {
    const file = join(await folderSaying('spoilt'), 'muster.db')
    spoil(file)
    expect(examine(file).problem).toMatch(problem)
  })
})

function change(file: string, sql: string): void {
  const connection = new Sqlite(file)
  connection.exec(sql)
  connection.close()
}
