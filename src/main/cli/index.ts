import { VERSION } from '../host/version.ts'
import { serve } from '../serve.ts'
import { readArgs } from './args.ts'
import type { Command, Io } from './command.ts'
import { accountCommands } from './commands/accounts.ts'
import { activityCommands } from './commands/activity.ts'
import { attributeCommands } from './commands/attributes.ts'
import { backupCommands } from './commands/backups.ts'
import { checkCommands } from './commands/check.ts'
import { groupCommands } from './commands/groups.ts'
import { integrationCommands } from './commands/integrations.ts'
import { memberCommands } from './commands/members.ts'
import { orphanCommands } from './commands/orphans.ts'
import { organizationCommands } from './commands/organizations.ts'
import { problemCommands } from './commands/problems.ts'
import { rolloutCommands } from './commands/rollout.ts'
import { roleCommands } from './commands/roles.ts'
import { schemaCommands } from './commands/schemas.ts'
import { serviceAccountCommands } from './commands/service-accounts.ts'
import { signInCommands } from './commands/sign-in.ts'
import { serviceCommands } from './commands/service.ts'
import { teamCommands } from './commands/teams.ts'
import { tokenCommands } from './commands/tokens.ts'
import { webhookCommands } from './commands/webhooks.ts'
import { userCommands } from './commands/users.ts'
import { workspaceCommands } from './commands/workspaces.ts'
import { diagnosticsCommands } from './commands/diagnostics.ts'
import { tlsCommands } from './commands/tls.ts'
import { connect } from './connection.ts'
import { dataDirOf } from './data-dir.ts'
import { explain, UsageError } from './failure.ts'
import { commandHelp, overview } from './help.ts'
import { standardIo } from './io.ts'

const commands: readonly Command[] = [
  serve,
  ...serviceCommands,
  ...backupCommands,
  ...tlsCommands,
  ...diagnosticsCommands,
  ...organizationCommands,
  ...tokenCommands,
  ...integrationCommands,
  ...roleCommands,
  ...serviceAccountCommands,
  ...groupCommands,
  ...teamCommands,
  ...workspaceCommands,
  ...memberCommands,
  ...userCommands,
  ...accountCommands,
  ...rolloutCommands,
  ...signInCommands,
  ...schemaCommands,
  ...orphanCommands,
  ...attributeCommands,
  ...activityCommands,
  ...problemCommands,
  ...webhookCommands,
  ...checkCommands,
]

/** The `muster` command. Resolves to the exit status: 0, 1 for what could not be done, 2 for wrong usage. */
export async function main(argv: readonly string[], io: Io = standardIo()): Promise<number> {
  try {
    return await dispatch(argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv, io)
  } catch (error) {
    const { text, status } = explain(error, io.env)
    io.err(text)
    return status
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const command = commands.find(({ words }) => words.split(' ').every((word, index) => argv[index] === word))
  if (command === undefined) return general(argv, io)
  const args = readArgs(command, argv.slice(command.words.split(' ').length))
  if (args.on('help')) {
    io.out(commandHelp(command))
    return 0
  }
  if ('run' in command) return command.run(args, io)
  const connection = await connect(dataDirOf(args, io.env), command.begins === true)
  try {
    const { json, text, status = 0 } = await command.ask(connection.call, args)
    io.out(args.on('json') ? JSON.stringify(json) : text)
    return status
  } finally {
    await connection.close()
  }
}

/** What is said before any command is known. */
function general(argv: readonly string[], io: Io): number {
  const [first] = argv
  if (first === '--version' || first === '-v') {
    io.out(VERSION)
    return 0
  }
  const among = commands.filter(({ words }) => words.startsWith(`${first} `))
  if (first === '--help' || first === '-h' || (among.length > 0 && (argv.includes('--help') || argv.includes('-h')))) {
    io.out(overview(among.length > 0 ? among : commands, VERSION))
    return 0
  }
  if (first === undefined) throw new UsageError('No command was given.')
  if (among.length > 0)
    throw new UsageError(`"${first}" is followed by one of ${among.map(({ words }) => words.slice(first.length + 1)).join(', ')}.`, first)
  throw new UsageError(`There is no command "${argv.slice(0, 2).join(' ')}".`)
}
