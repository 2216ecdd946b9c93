import { spawn } from 'node:child_process'
import { resolve as absolute } from 'node:path'
import type { Args, Io, RunningCommand } from './cli/command.ts'
import { numberOption, readArgs } from './cli/args.ts'
import { dataDirOf } from './cli/data-dir.ts'
import { explain, UsageError } from './cli/failure.ts'
import { commandHelp } from './cli/help.ts'
import { standardIo } from './cli/io.ts'
import { rendererDir } from './cli/renderer-dir.ts'
import { addressesFor } from './host/addresses.ts'
import { CONSOLE_PORT, SCIM_PORT } from './host/defaults.ts'
import type { Host } from './host/host.ts'
import type { TlsSource } from './host/tls/kept.ts'
import { VERSION } from './host/version.ts'

/** Two signals within this time are one wish, passed on by two parents. */
const SAME_WISH_MS = 300

/** The headless face: the service in plain Node, with the console in a browser. */
export const serve: RunningCommand = {
  words: 'serve',
  operands: [],
  summary: 'run the service, with the console in a browser',
  about:
    'Runs the SCIM service and the browser console until it is stopped (Ctrl+C, or SIGTERM), which lets requests in flight finish. The console listens on this machine only.',
  options: {
    'scim-port': { value: 'N', about: `port of the SCIM service; without it what Settings say, or ${SCIM_PORT}; 0 picks a free one` },
    'console-port': { value: 'N', about: `port of the console; without it what Settings say, or ${CONSOLE_PORT}; 0 picks a free one` },
    host: { value: 'ADDR', about: 'address of the SCIM service; without it what Settings say, or 127.0.0.1' },
    'tls-cert': { value: 'FILE', about: 'serve SCIM over TLS with this certificate chain (PEM); read again when it changes' },
    'tls-key': { value: 'FILE', about: 'the private key of --tls-cert' },
    'allow-insecure-address': { about: 'accept an address that others on the network can reach, although there is no TLS' },
    'no-open': { about: 'do not open the console in the browser' },
  },
  example: 'muster serve --data ./acme-data',
  async run(args, io) {
    const dataDir = dataDirOf(args, io.env)
    const files = tlsFiles(args)
    const started = addressesFor(dataDir, {
      ...defined('scimHost', args.text('host')),
      ...defined('scimPort', port(args, 'scim-port')),
      ...defined('consolePort', port(args, 'console-port')),
      ...(args.on('allow-insecure-address') ? { insecureAddressAllowed: true } : {}),
      ...(files === null ? {} : { tls: true }),
    })
    const { scimHost, scimPort, consolePort, insecureAddressAllowed, tls } = started.addresses
    const stop = stopRequested()
    // Loaded here, so that --help and a wrong usage need no database engine.
    const { startHost } = await import('./host/host.ts')
    const host = await startHost({
      dataDir,
      mode: 'headless',
      scim: { host: scimHost, port: scimPort, insecureAddressAllowed, tls: tls ? (files ?? { kind: 'data-folder' }) : null },
      console: { host: '127.0.0.1', port: consolePort },
      staticDir: rendererDir(),
      started,
    })
    announce(host, args, io)
    await stop
    if (!args.on('json')) io.err('Stopping: requests in flight may finish. Once more stops at once.')
    await host.close()
    return 0
  },
}

const defined = <K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [name]: value } as Record<K, V>)

function tlsFiles(args: Args): TlsSource | null {
  const [certificate, key] = [args.text('tls-cert'), args.text('tls-key')]
  if (certificate === undefined && key === undefined) return null
  if (certificate === undefined || key === undefined)
    throw new UsageError('--tls-cert and --tls-key belong together: a certificate is of no use without its key.', serve.words)
  return { kind: 'files', certificate: absolute(certificate), key: absolute(key) }
}

function port(args: Args, option: string): number | undefined {
  return numberOption(serve.words, args, option, 0, 65_535)
}

function announce(host: Host, args: Args, io: Io): void {
  const signIn = host.signInUrl()
  if (args.on('json')) return io.out(JSON.stringify({ scim: host.scimUrl, console: host.consoleUrl, dataDir: host.dataDir, signIn }))
  const opened = !args.on('no-open') && hasDesktop(io.env) && openInBrowser(signIn)
  const link = opened ? 'opened in your browser' : signIn
  io.out(
    [
      `Muster ${VERSION} is running.`,
      '',
      `  SCIM service  ${host.scimUrl}`,
      `  Console       ${host.consoleUrl}`,
      `  Sign in       ${link}`,
      `  Data          ${host.dataDir}`,
      '',
      'The sign-in link works once, for ten minutes; "muster console" prints another. Press Ctrl+C to stop.',
    ].join('\n'),
  )
}

/** Resolves at the first wish to stop; a second one ends the process where it stands. */
function stopRequested(): Promise<void> {
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', ...(process.platform === 'win32' ? [] : ['SIGHUP' as const])]
  return new Promise((resolve) => {
    let askedAt: number | undefined
    for (const signal of signals)
      process.on(signal, () => {
        if (askedAt !== undefined && Date.now() - askedAt >= SAME_WISH_MS) process.exit(1)
        askedAt ??= Date.now()
        resolve()
      })
  })
}

function hasDesktop(env: NodeJS.ProcessEnv): boolean {
  if (env['CI'] !== undefined && env['CI'] !== '') return false
  return process.platform === 'darwin' || process.platform === 'win32' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY'])
}

/** Other users may see the link among the processes for a moment; it works once, so who loses the race sees that it was used. */
function openInBrowser(url: string): boolean {
  const [program, ...args] = opener(url)
  const child = spawn(program, args, { stdio: 'ignore', detached: true })
  // No browser is no reason not to serve: the console's address is printed, and "muster console" gives a link.
  child.once('error', () => undefined)
  child.unref()
  return child.pid !== undefined
}

function opener(url: string): [string, ...string[]] {
  if (process.platform === 'darwin') return ['open', url]
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url]
  return ['xdg-open', url]
}

/** `muster serve` without the rest of the command line. Resolves to the exit status. */
export async function main(argv: readonly string[], io: Io = standardIo()): Promise<number> {
  try {
    const args = readArgs(serve, argv)
    if (!args.on('help')) return await serve.run(args, io)
    io.out(commandHelp(serve))
    return 0
  } catch (error) {
    const { text, status } = explain(error, io.env)
    io.err(text)
    return status
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
