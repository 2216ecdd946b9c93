/** Runs another program in this one's place: its streams are ours, our signals are its, and we end as it ended. */
import { spawn } from 'node:child_process'
import process from 'node:process'

const forwarded = process.platform === 'win32' ? ['SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Calls back when the process that started this one is gone. npm runs a command through a shell and passes a signal no further than that,
 * so without this `npm start` would leave its service behind.
 */
export function onOrphaned(stop) {
  if (process.env.npm_execpath === undefined || process.platform === 'win32') return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stop()
  }, 200)
  watch.unref()
}

/**
 * Runs a program to its end, forwarding signals to it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ code: number | null, signal: string | null, asked: string | undefined }>} `asked`: the signal we were sent, if any
 */
export function runInPlace(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options })
  let asked
  const listeners = forwarded.map((signal) => {
    const listener = () => {
      asked = signal
      // A terminal sends Ctrl-C to the whole foreground group, so the child has it already; twice would read as impatience.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    process.on(signal, listener)
    return [signal, listener]
  })
  onOrphaned(() => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const [name, listener] of listeners) process.off(name, listener)
      resolve({ code, signal, asked })
    })
  })
}

/** Ends this process the way the other one ended: the same status, or the same signal. */
export function endLike({ code, signal }) {
  if (signal === null) process.exitCode = code ?? 1
  else process.kill(process.pid, signal)
}

/** Prints what went wrong, in a sentence where it is one, and ends with status 1. */
export function endWith(error) {
  process.stderr.write(`muster: ${error?.constructor?.name === 'Unready' ? error.message : (error?.stack ?? error)}\n`)
  process.exitCode = 1
}
