import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../../src/main/electron/command-line.ts'

const read = (...args: string[]) => readCommandLine(args, '/work')

describe('the command line of the desktop app', () => {
  it('leaves everything at its usual place when it says nothing', () => {
    expect(read()).toEqual({ dataDir: null, scimPort: null, hidden: false })
  })

  it('takes a data folder relative to where it was started, a port and --hidden', () => {
    expect(read('--data', 'acme', '--scim-port', '0', '--hidden')).toEqual({ dataDir: '/work/acme', scimPort: 0, hidden: true })
    expect(read('--data=/srv/acme', '--scim-port=7643')).toEqual({ dataDir: '/srv/acme', scimPort: 7643, hidden: false })
  })

  it('leaves alone what is meant for Electron and Chromium', () => {
    expect(read('/path/of/app', '--no-sandbox', '--remote-debugging-port=0', '--data', '/srv/acme', '--lang', 'en')).toMatchObject({
      dataDir: '/srv/acme',
    })
  })

  it.each([['--data'], ['--data', ''], ['--data=']])('says that %s has no folder', (...args) => {
    expect(read(...args)).toEqual({ problem: '--data needs a folder: --data DIR.' })
  })

  it.each(['seventy', '65536', '-1', '7643.5', '0x10', ''])('says that "%s" is no port', (port) => {
    expect(read(`--scim-port=${port}`)).toEqual({ problem: expect.stringContaining('from 0 to 65535') })
  })
})
