import { expect, it } from 'vitest'
import { autostartEntry, loginCommand } from '../../src/main/electron/login-command.ts'
import { readCommandLine } from '../../src/main/electron/command-line.ts'

it('a start at login is out of sight, on the same data folder, and understood by the command line that it meets', () => {
  const packaged = loginCommand('/opt/Muster/muster', null, '/home/ada/my data')
  expect(packaged).toEqual({ path: '/opt/Muster/muster', args: ['--hidden', '--data', '/home/ada/my data'] })
  expect(readCommandLine(packaged.args, '/')).toEqual({ dataDir: '/home/ada/my data', scimPort: null, hidden: true })
  expect(loginCommand('/usr/bin/electron', '/src/muster', '/data').args[0]).toBe('/src/muster')
})

it('an autostart entry quotes what a desktop would take apart', () => {
  const exec = /^Exec=(.*)$/m.exec(autostartEntry(['/opt/Muster/muster', '/a b', '$x', '50%', '\\']))?.[1]
  expect(exec).toBe('"/opt/Muster/muster" "/a b" "\\\\$x" "50%%" "\\\\\\\\"')
})
