import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog } from 'electron'
import { defaultDataDir } from '../host/defaults.ts'
import { readCommandLine } from './command-line.ts'
import type { CommandLine } from './command-line.ts'

export interface StartOptions extends CommandLine {
  readonly dataDir: string
}

/** Status of a command line that cannot be used, as of the `muster` command. */
const WRONG_USAGE = 2

/**
 * The options of this start, or null when it ends here: the command line is wrong, or Muster already runs on this data folder, and
 * has been told to show itself. Each data folder has its own instance, and Chromium's files lie in it, apart from the service's.
 */
export function firstInstance(): StartOptions | null {
  const commandLine = readCommandLine(process.argv.slice(1), process.cwd())
  if ('problem' in commandLine) return giveUp(commandLine.problem, WRONG_USAGE)
  const dataDir = commandLine.dataDir ?? defaultDataDir(process.env)
  const userData = join(dataDir, 'desktop')
  try {
    mkdirSync(userData, { recursive: true, mode: 0o700 })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return giveUp(`The data folder cannot be used: ${reason}. Choose another with --data DIR.`, 1)
  }
  app.setPath('userData', userData)
  // Not read from the second start's arguments there: Chromium reorders them on the way.
  if (app.requestSingleInstanceLock({ hidden: commandLine.hidden })) return { ...commandLine, dataDir }
  app.quit()
  return null
}

/** Once Electron is ready, since before that a box is shown on no Linux desktop. */
function giveUp(problem: string, status: number): null {
  void app.whenReady().then(() => {
    dialog.showErrorBox('Muster did not start', problem)
    app.exit(status)
    return undefined
  })
  return null
}

/** Calls back when Muster is started again on the same data folder, unless that start was to stay out of sight. */
export function onSecondInstance(show: () => void): void {
  app.on('second-instance', (_event, _args, _workingDirectory, told) => {
    const staysHidden = typeof told === 'object' && told !== null && 'hidden' in told && told.hidden === true
    if (!staysHidden) show()
  })
}
