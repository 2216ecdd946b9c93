import { chmodSync, constants, copyFileSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Backup, DataCounts, RestoreImpact } from '../../../shared/console/backups.ts'
import { DatabaseRefused } from '../../store/database/port.ts'
import type { AskingCommand, Call, RunningCommand } from '../command.ts'
import { connect } from '../connection.ts'
import { dataDirOf } from '../data-dir.ts'
import { Failure } from '../failure.ts'
import { counted, iso, shortTime, table } from '../text.ts'

const shown = (backup: Backup) => ({
  ...backup,
  at: iso(backup.at),
  examined: backup.examined && { ...backup.examined, at: iso(backup.examined.at) },
})

const verdict = ({ examined }: Backup): string =>
  examined === null ? 'not verified' : examined.problem === null ? 'sound' : `NOT SOUND: ${examined.problem}`

const create: AskingCommand = {
  words: 'backup',
  operands: ['[FILE]'],
  summary: 'back the data up, also while the service runs',
  about:
    'Makes a backup in the backup folder, reads it whole to see that it is sound, and, with FILE, copies it there as well. It is one plain file, for you only: it holds people’s data.',
  options: {},
  example: 'muster backup /mnt/safe/muster.db',
  async ask(call, args) {
    const [wanted] = args.operands
    const target = wanted === undefined ? null : resolve(wanted)
    if (target !== null && existsSync(target)) throw new Failure(`${target} is there already, and a backup takes the place of nothing.`)
    const backup = await call('backups.create', {})
    const { folder } = await call('backups.list', {})
    const made = join(folder, backup.name)
    if (target !== null) copy(made, target)
    return {
      json: { ...shown(backup), file: target ?? made },
      text: `Backed up to ${target ?? made}: ${backup.bytes} bytes, ${verdict(backup)}.`,
    }
  },
}

const list: AskingCommand = {
  words: 'backup list',
  operands: [],
  summary: 'list the backups',
  about: 'Lists the backups in the backup folder, newest first, with what was found when each was last read whole.',
  options: {},
  example: 'muster backup list',
  async ask(call) {
    const { folder, items, failure } = await call('backups.list', {})
    const rows = items.map((each) => [each.name, shortTime(each.at), each.kind, String(each.bytes), verdict(each)])
    const lines = table(
      ['NAME', 'MADE', 'KIND', 'BYTES', 'VERDICT'],
      rows,
      `There is no backup in ${folder}. Make one with "muster backup".`,
    )
    return {
      json: { folder, items: items.map(shown), failure },
      text: failure === null ? lines : `${lines}\n\nThe last one could not be made: ${failure}`,
    }
  },
}

const verify: RunningCommand = {
  words: 'backup verify',
  operands: ['NAME'],
  summary: 'read a backup whole, and say whether it is sound',
  about: 'NAME is one that "muster backup list" shows, or the path of any other file. Exit status 1 when it is not sound.',
  options: {},
  example: 'muster backup verify /mnt/safe/muster.db',
  async run(args, io) {
    const [name = ''] = args.operands
    const say = (problem: string | null, json: object): number => {
      io.out(
        args.on('json')
          ? JSON.stringify({ ok: problem === null, ...json })
          : `${name} is ${problem === null ? 'sound.' : `not sound: ${problem}`}`,
      )
      return problem === null ? 0 : 1
    }
    if (isPath(name)) {
      const { examine } = await import('../../store/backup/examine.ts')
      const { problem, bytes, instanceId, schemaVersion, counts } = examine(resolve(name))
      return say(problem, { problem, bytes, instanceId, schemaVersion, counts })
    }
    const connection = await connect(dataDirOf(args, io.env), false)
    try {
      const backup = await connection.call('backups.verify', { name })
      return say(backup.examined?.problem ?? null, shown(backup))
    } finally {
      await connection.close()
    }
  },
}

const restore: RunningCommand = {
  words: 'restore',
  operands: ['FILE'],
  summary: 'put a backup in place of the data',
  about:
    'Says what restoring the backup would lose and bring back, and does it with --yes. The present data is kept as a backup of its own. It works while the service runs, whose clients are told to come back in a moment, and when the database is damaged or gone. FILE is a name that "muster backup list" shows, or a path.',
  options: {
    yes: { about: 'do it; without this, only say what it would do' },
    'other-instance': { about: 'accept a backup of another Muster' },
  },
  example: 'muster restore muster-scheduled-2026-11-25T20-00-00Z.db --yes',
  async run(args, io) {
    const [wanted = ''] = args.operands
    const dataDir = dataDirOf(args, io.env)
    const say = (json: object, text: string): number => {
      io.out(args.on('json') ? JSON.stringify(json) : text)
      return 0
    }
    let connection
    try {
      connection = await connect(dataDir, true)
    } catch (error) {
      if (!(error instanceof DatabaseRefused) || error.reason === 'in-use' || error.reason === 'unreadable') throw error
      return await withoutDatabase(dataDir, wanted, args.on('yes'), error, say)
    }
    try {
      return await throughDoor(connection.call, wanted, { yes: args.on('yes'), otherInstance: args.on('other-instance') }, say)
    } finally {
      await connection.close()
    }
  },
}

type Say = (json: object, text: string) => number

async function throughDoor(
  call: Call,
  wanted: string,
  { yes, otherInstance }: { yes: boolean; otherInstance: boolean },
  say: Say,
): Promise<number> {
  const { folder } = await call('backups.list', {})
  const { name, brought } = bringIn(folder, wanted)
  let isDone = false
  try {
    const impact = await call('backups.restoreImpact', { name })
    if (!yes)
      return say(
        { done: false, ...impact, backup: shown(impact.backup) },
        `${impactInWords(impact)}\n\nNothing was changed. Add --yes to do it.`,
      )
    const { safetyCopy } = await call('backups.restore', { name, otherInstance })
    isDone = true
    return say({ done: true, safetyCopy, name }, `${wanted} is restored. What was there before is kept as ${safetyCopy}.`)
  } finally {
    if (brought && !isDone) await call('backups.remove', { name })
  }
}

/** The database cannot be opened: nobody can say what would be lost, and nothing that is there can be used. */
async function withoutDatabase(dataDir: string, wanted: string, yes: boolean, why: DatabaseRefused, say: Say): Promise<number> {
  const file = isPath(wanted) ? resolve(wanted) : join(dataDir, 'backups', wanted)
  if (!existsSync(file)) throw new Failure(`There is no backup ${file}.`)
  if (!yes)
    return say({ done: false, problem: why.message }, `${why.message}\n\nNothing was changed. Add --yes to put ${file} in its place.`)
  const { restoreOffline } = await import('../../host/offline-restore.ts')
  const { found, safetyCopy } = await restoreOffline(dataDir, file)
  const kept = existsSync(join(dataDir, 'backups', safetyCopy)) ? safetyCopy : null
  return say(
    { done: true, safetyCopy: kept, name: basename(file) },
    `${file} is restored: ${counted(found.counts?.users ?? 0, 'user')} in ${counted(found.counts?.organizations ?? 0, 'organization')}.${kept === null ? '' : ` The damaged database is kept as ${kept}.`}`,
  )
}

/** A file from elsewhere is copied into the backup folder first: the service restores what lies there, and nothing else. */
function bringIn(folder: string, wanted: string): { name: string; brought: boolean } {
  if (!isPath(wanted)) return { name: wanted, brought: false }
  const from = resolve(wanted)
  if (!existsSync(from) || !statSync(from).isFile()) throw new Failure(`There is no file ${from}.`)
  if (join(folder, basename(from)) === from) return { name: basename(from), brought: false }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const plain = basename(from)
    .replace(/\.db$/, '')
    .replaceAll(/[^\w.-]+/g, '-')
    .slice(0, 60)
  const name = `brought-${plain}-${iso(Date.now()).replaceAll(/[:.]/g, '-')}.db`
  copy(from, join(folder, name))
  return { name, brought: true }
}

function copy(from: string, to: string): void {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL)
    chmodSync(to, 0o600)
  } catch (error) {
    rmSync(to, { force: true })
    throw new Failure(`${from} could not be copied to ${to}: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

const isPath = (text: string): boolean => /[\\/]/.test(text) || existsSync(text)

function impactInWords(impact: RestoreImpact): string {
  const { backup, present, restored, lastChangeAt, changesLost, tokensLost, tokensRevived, sameInstance } = impact
  const row = (name: string, key: keyof DataCounts): string[] => [name, String(present[key]), String(restored[key])]
  const lines = [
    `${backup.name}, made at ${iso(backup.at)}.`,
    table(
      ['', 'NOW', 'THEN'],
      [
        row('Organizations', 'organizations'),
        row('Users', 'users'),
        row('Groups', 'groups'),
        row('Teams', 'teams'),
        row('Changes', 'auditEvents'),
      ],
      '',
    ),
    `The last change that it holds was made ${lastChangeAt === null ? 'never' : `at ${iso(lastChangeAt)}`}; ${counted(changesLost, 'change')} would be lost.`,
  ]
  if (tokensLost > 0) lines.push(`${counted(tokensLost, 'token')} issued since would open nothing any more.`)
  if (tokensRevived > 0) lines.push(`${counted(tokensRevived, 'token')} revoked since would open the endpoint again.`)
  if (!sameInstance) lines.push('It is a backup of another Muster: add --other-instance if that is meant.')
  return lines.join('\n')
}

export const backupCommands = [list, verify, create, restore]
