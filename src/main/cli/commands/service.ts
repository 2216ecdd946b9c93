import { metricsToken } from '../../host/metrics-token.ts'
import { operatingSystemUser } from '../../host/operating-system-user.ts'
import type { RunningCommand } from '../command.ts'
import { dataDirOf } from '../data-dir.ts'
import { Failure } from '../failure.ts'
import { findService } from '../service-client.ts'

const consoleLink: RunningCommand = {
  words: 'console',
  operands: [],
  summary: 'print a fresh sign-in link to the console',
  about:
    'Prints a link that signs a browser in to the console of the service that runs on the data folder. It works once, for ten minutes.',
  options: {},
  example: 'muster console',
  async run(args, io) {
    const dataDir = dataDirOf(args, io.env)
    const service = await findService(dataDir, operatingSystemUser())
    if (service === null) throw new Failure(`No service is running on the data folder ${dataDir}. Start it with "muster serve".`)
    const url = await service.signInLink()
    io.out(args.on('json') ? JSON.stringify({ url }) : url)
    return 0
  },
}

const metrics: RunningCommand = {
  words: 'metrics-token',
  operands: [],
  summary: 'print the token that reads /metrics',
  about:
    'Prints the bearer token with which Prometheus reads /metrics on the console’s port. It opens nothing else. It lies in the data folder as metrics-token, where a scraper can read it as a credentials_file; delete the file and restart the service for another one.',
  options: {},
  example: 'muster metrics-token',
  async run(args, io) {
    const token = metricsToken(dataDirOf(args, io.env))
    io.out(args.on('json') ? JSON.stringify({ token }) : token)
    return 0
  },
}

export const serviceCommands = [consoleLink, metrics]
