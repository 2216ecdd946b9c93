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

export const serviceCommands = [consoleLink]
