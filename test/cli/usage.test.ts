import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultDataDir } from '../../src/main/host/defaults.ts'
import { printable, table } from '../../src/main/cli/text.ts'
import { muster } from './terminal.ts'

const COMMANDS = [
  'serve',
  'console',
  'org create',
  'org list',
  'token issue',
  'group add',
  'team create',
  'team link',
  'team show',
  'schema list',
  'schema show',
  'schema add',
  'schema update',
  'schema remove',
  'orphans',
  'audit',
  'log',
  'check',
]

describe('help', () => {
  it('lists every command', async () => {
    const { status, out } = await muster(['--help'])
    expect(status).toBe(0)
    for (const words of COMMANDS) expect(out).toMatch(new RegExp(`^  ${words}\\b`, 'm'))
  })

  it.each(COMMANDS)('explains "muster %s" with an example', async (words) => {
    for (const argv of [
      [...words.split(' '), '--help'],
      [...words.split(' '), '-h'],
      ['help', ...words.split(' ')],
    ]) {
      const { status, out, err } = await muster(argv)
      expect({ status, err }).toEqual({ status: 0, err: '' })
      expect(out).toMatch(new RegExp(`^muster ${words}[^]*--data DIR[^]*--json[^]*Example:\\n  muster ${words}`))
    }
  })

  it('of a noun lists what can be done with it', async () => {
    const { status, out } = await muster(['team', '--help'])
    expect(status).toBe(0)
    expect(out).toContain('team show')
    expect(out).not.toContain('org create')
  })

  it('tells the version', async () => {
    expect(await muster(['--version'])).toMatchObject({ status: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string })
  })
})

describe('wrong usage ends with status 2, a sentence and where to read on', () => {
  it.each([
    [[], 'muster: No command was given. See "muster --help".'],
    [['fly'], 'muster: There is no command "fly". See "muster --help".'],
    [
      ['team'],
      'muster: "team" is followed by one of create, list, show, update, link, unlink, return, delete, add-member, remove-member. See "muster team --help".',
    ],
    [
      ['team', 'fly'],
      'muster: "team" is followed by one of create, list, show, update, link, unlink, return, delete, add-member, remove-member. See "muster team --help".',
    ],
    [['org', 'create'], 'muster: NAME is missing. See "muster org create --help".'],
    [
      ['org', 'create', 'Acme', 'Inc'],
      'muster: There is no place for "Inc"; put names with spaces in quotes. See "muster org create --help".',
    ],
    [['orphans'], 'muster: --org ORG is missing. See "muster orphans --help".'],
    [['orphans', '--org'], 'muster: --org needs a value. See "muster orphans --help".'],
    [['orphans', '--org', '--json'], 'muster: --org needs a value. See "muster orphans --help".'],
    [['orphans', '--org='], 'muster: --org is empty. See "muster orphans --help".'],
    [['org', 'list', '--fast'], 'muster: Unknown option \'--fast\'. See "muster org list --help".'],
    [['serve', '--scim-port', '70000'], 'muster: --scim-port must be a number from 0 to 65535, not "70000". See "muster serve --help".'],
    [['serve', '--scim-port', '1e3'], 'muster: --scim-port must be a number from 0 to 65535, not "1e3". See "muster serve --help".'],
  ])('muster %j', async (argv, err) => {
    expect(await muster(argv, { MUSTER_DATA: '/nowhere' })).toEqual({ status: 2, out: '', err })
  })
})

describe('the data folder', () => {
  it.each([
    ['linux', {}, '/home/zoe/.local/share/muster'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/muster'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/zoe/.local/share/muster'],
    ['darwin', {}, '/home/zoe/Library/Application Support/Muster'],
    ['win32', { APPDATA: '/AppData' }, '/AppData/Muster'],
    ['linux', { MUSTER_DATA: '/mnt/muster', XDG_DATA_HOME: '/data' }, '/mnt/muster'],
  ] as const)('on %s with %j is %s', (platform, env, folder) => {
    expect(defaultDataDir(env, platform, '/home/zoe')).toBe(resolve(folder))
  })
})

describe('a table', () => {
  it('aligns its columns', () => {
    expect(
      table(
        ['A', 'LONG'],
        [
          ['value', 'x'],
          ['山', 'y'],
        ],
        '',
      ),
    ).toBe('A      LONG\nvalue  x\n山      y')
  })

  it('says so when it has no rows', () => {
    expect(table(['A'], [], 'Nothing yet.')).toBe('Nothing yet.')
  })

  it('shows what would drive the terminal, and does not obey it', () => {
    expect(printable('\u001b[2Jred\u202e\r\n')).toBe('\\u001b[2Jred\\u202e\\u000d\\u000a')
  })
})
