import type { StartAtLogin } from '../../shared/console/service.ts'
import { DomainError } from '../domain/error.ts'

/** Whether Muster starts when its user signs in: a switch where there is a desktop, a text to install where there is none. */
export interface LoginSwitch {
  state(): StartAtLogin
  /** Throws not_available where there is no switch. */
  set(enabled: boolean): StartAtLogin
}

/** For a service without a desktop: a systemd unit, which an administrator installs. */
export function unitToInstall(command: readonly string[]): LoginSwitch {
  return {
    state: () => ({ how: 'unit', enabled: false, unit: systemdUnit(command) }),
    set() {
      throw new DomainError(
        'not_available',
        'Without the desktop app, starting at login is the operating system’s to arrange. Install the systemd unit that Settings shows.',
      )
    },
  }
}

/** The command that runs this process, for a service on the data folder. */
export function serveCommand(dataDir: string): string[] {
  return [process.execPath, ...(process.argv[1] === undefined ? [] : [process.argv[1]]), 'serve', '--no-open', '--data', dataDir]
}

/** A user unit: systemd.service(5), systemd.unit(5). */
export function systemdUnit(command: readonly string[]): string {
  return `[Unit]
Description=Muster SCIM service

[Service]
ExecStart=${command.map(quoted).join(' ')}
Restart=on-failure

[Install]
WantedBy=default.target
`
}

/** systemd.syntax(7), and the specifiers and variables that ExecStart= would expand. */
function quoted(word: string): string {
  const escaped = word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$')
  return /^[\w@%+=:,./-]+$/.test(word) ? escaped : `"${escaped}"`
}
