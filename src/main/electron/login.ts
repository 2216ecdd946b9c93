import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { app } from 'electron'
import type { LoginSwitch } from '../host/start-at-login.ts'
import { autostartEntry, loginCommand } from './login-command.ts'

/** Starting at login, out of sight, on the same data folder. Electron has it for macOS and Windows; on Linux it is a file of the desktop's. */
export function loginSwitch(dataDir: string): LoginSwitch {
  const { path, args } = loginCommand(process.execPath, app.isPackaged ? null : app.getAppPath(), dataDir)
  const system = process.platform === 'linux' ? ofXdg([path, ...args]) : ofElectron(path, args)
  const state = () => ({ how: 'app' as const, enabled: system.isOn(), unit: null })
  return {
    state,
    set(enabled) {
      system.turn(enabled)
      return state()
    },
  }
}

interface System {
  isOn(): boolean
  turn(on: boolean): void
}

/** Windows tells only of an entry that is asked for as it was made: with the same path and arguments. */
function ofElectron(path: string, args: string[]): System {
  return {
    isOn: () => app.getLoginItemSettings({ path, args }).openAtLogin,
    turn: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, path, args }),
  }
}

/** freedesktop.org's Desktop Application Autostart Specification. */
function ofXdg(command: readonly string[]): System {
  const file = (): string => {
    const base = process.env['XDG_CONFIG_HOME']
    return join(base?.startsWith('/') === true ? base : join(homedir(), '.config'), 'autostart', 'muster.desktop')
  }
  return {
    isOn: () => existsSync(file()),
    turn(on) {
      if (!on) return rmSync(file(), { force: true })
      mkdirSync(dirname(file()), { recursive: true })
      writeFileSync(file(), autostartEntry(command))
    },
  }
}
