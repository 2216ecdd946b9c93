import { randomBytes } from 'node:crypto'
import { NoAnswer } from '../../check/failures.ts'
import { conforms } from '../../check/report.ts'
import { runChecks } from '../../check/run.ts'
import { checksOf, suite } from '../../check/suite.ts'
import { reportText } from '../../check/text.ts'
import type { Check } from '../../check/types.ts'
import { operatingSystemUser } from '../../host/operating-system-user.ts'
import type { Args, Io, RunningCommand } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { dataDirOf } from '../data-dir.ts'
import { Failure, UsageError } from '../failure.ts'
import { organizationNamed } from '../names.ts'
import { findService } from '../service-client.ts'

const check: RunningCommand = {
  words: 'check',
  operands: [],
  summary: 'hold a SCIM endpoint against the RFCs',
  about:
    'Runs a conformance suite, written from RFC 7643, 7644 and 9865, against a SCIM 2.0 endpoint: that of an organization of the running service, or any other with --url. It makes users and groups whose names begin with "scim-check-", and deletes them again, also when it is interrupted. Exit status 1 when a MUST does not hold.',
  options: {
    url: { value: 'URL', about: 'the SCIM base URL of any server, instead of --org' },
    org: { ...ORG_OPTION, required: false },
    token: { value: 'TOKEN', about: 'the bearer token; without it $MUSTER_TOKEN, which other users of the machine do not see' },
    section: { value: 'R', about: 'only this RFC or section: 7644, 3.5.2, "7643 2.5"' },
    strict: { about: 'count what only SHOULD hold as a failure too' },
  },
  example: 'muster check --org acme --section 3.5.2',
  async run(args, io) {
    const checks = checksAskedFor(args)
    const { url, token } = await target(args, io)
    const stop = new AbortController()
    const interrupted = (): void => {
      // A second wish to stop is one to stop at once.
      if (stop.signal.aborted) process.exit(1)
      io.err('Stopping: what was made is being deleted. Once more stops at once.')
      stop.abort()
    }
    const signals = ['SIGINT', 'SIGTERM'] as const
    for (const signal of signals) process.on(signal, interrupted)
    try {
      const nonce = randomBytes(5).toString('hex')
      const report = await runChecks({ url, token, checks, nonce, signal: stop.signal })
      const conforming = conforms(report, args.on('strict'))
      io.out(args.on('json') ? JSON.stringify({ conforms: conforming, ...report }) : reportText(report, args.on('strict')))
      return conforming ? 0 : 1
    } catch (error) {
      if (error instanceof NoAnswer) throw new Failure(`${url} could not be reached: ${error.message}.`)
      throw error
    } finally {
      for (const signal of signals) process.off(signal, interrupted)
    }
  },
}

function checksAskedFor(args: Args): readonly Check[] {
  const section = args.text('section')
  if (section === undefined) return suite
  const checks = checksOf(section)
  if (checks.length > 0) return checks
  throw new UsageError(`There is no check of "${section}"; name a section such as 3.5.2 or an RFC such as 7643.`, check.words)
}

async function target(args: Args, io: Io): Promise<{ url: string; token: string }> {
  const url = args.text('url')
  if (url !== undefined && args.text('org') !== undefined) throw new UsageError('Give --url or --org, not both.', check.words)
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    throw new UsageError(`--url must begin with http:// or https://, not "${url}".`, check.words)
  const token = args.text('token') ?? io.env['MUSTER_TOKEN']
  if (token === undefined || token === '') {
    const how =
      url === undefined
        ? 'Issue one with "muster token issue --org ORG" (it replaces the one before) and pass it'
        : "Pass the endpoint's token"
    throw new UsageError(`There is no token to check with. ${how} by --token or $MUSTER_TOKEN.`, check.words)
  }
  return { url: url ?? (await endpointOf(args, io)), token }
}

/** Where the running service answers for the organization; for the only one when none is named. */
async function endpointOf(args: Args, io: Io): Promise<string> {
  const dataDir = dataDirOf(args, io.env)
  const service = await findService(dataDir, operatingSystemUser())
  if (service === null)
    throw new Failure(`No service is running on the data folder ${dataDir}. Start it with "muster serve", or name an endpoint with --url.`)
  const name = args.text('org')
  const { organizations } = await service.call('organizations.list', {})
  const organization = name === undefined && organizations.length === 1 ? organizations[0] : undefined
  if (organization === undefined && name === undefined)
    throw new UsageError('Name the organization with --org, or an endpoint with --url.', check.words)
  const { id } = organization ?? (await organizationNamed(service.call, name ?? ''))
  const { mounts } = await service.call('tokens.endpoint', { organizationId: id })
  const [mount] = mounts
  if (mount === undefined) throw new Failure('The organization has no endpoint.')
  return mount.url
}

export const checkCommands = [check]
