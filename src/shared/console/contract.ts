import type { z } from 'zod'
import type { Method } from './define.ts'
import { access, applications } from './access.ts'
import { accounts } from './accounts.ts'
import { activity } from './activity.ts'
import { attributes } from './attributes.ts'
import { backups } from './backups.ts'
import { catalog } from './catalog.ts'
import { effectiveAccess } from './effective-access.ts'
import { health } from './health.ts'
import { integrations } from './integrations.ts'
import { organizations } from './organizations.ts'
import { members } from './members.ts'
import { orphans } from './orphans.ts'
import { overview } from './overview.ts'
import { problems } from './problems.ts'
import { rollout } from './rollout.ts'
import { schemas } from './schemas.ts'
import { service } from './service.ts'
import { settings } from './settings.ts'
import { signIns } from './sign-ins.ts'
import { teams } from './teams.ts'
import { tokens } from './tokens.ts'
import { users } from './users.ts'
import { webhooks } from './webhooks.ts'
import { workspaces } from './workspaces.ts'

/** Everything that the console can ask. Electron IPC and HTTP are two transports of this and of the events. */
export const contract = {
  organizations,
  tokens,
  catalog,
  teams,
  users,
  accounts,
  activity,
  attributes,
  orphans,
  settings,
  schemas,
  problems,
  overview,
  webhooks,
  health,
  workspaces,
  members,
  rollout,
  signIns,
  effectiveAccess,
  access,
  applications,
  integrations,
  backups,
  service,
} as const

type Contract = typeof contract
/** `noun.method`, for each method of each noun. */
export type MethodName = { [N in keyof Contract]: `${N}.${Extract<keyof Contract[N], string>}` }[keyof Contract]

type Definition<M extends MethodName> = M extends `${infer N}.${infer F}`
  ? N extends keyof Contract
    ? F extends keyof Contract[N]
      ? Contract[N][F]
      : never
    : never
  : never

type Schemas<M extends MethodName> =
  Definition<M> extends { input: infer I extends z.ZodType; output: infer O extends z.ZodType } ? { input: I; output: O } : never

/** What a caller passes (defaults may be left out). */
export type InputOf<M extends MethodName> = z.input<Schemas<M>['input']>
/** What a handler receives (defaults filled in). */
export type ParsedInputOf<M extends MethodName> = z.output<Schemas<M>['input']>
export type OutputOf<M extends MethodName> = z.output<Schemas<M>['output']>

export type QueryName = { [M in MethodName]: Definition<M> extends { kind: 'query' } ? M : never }[MethodName]
export type CommandName = { [M in MethodName]: Definition<M> extends { kind: 'command' } ? M : never }[MethodName]

const methods: ReadonlyMap<string, Method> = new Map(
  Object.entries(contract).flatMap(([noun, group]) => Object.entries(group).map(([name, method]) => [`${noun}.${name}`, method as Method])),
)

/** The definition behind a name from outside, or undefined: the name check of the one door. */
export function methodNamed(name: string): Method | undefined {
  return methods.get(name)
}

export function isMethodName(name: string): name is MethodName {
  return methods.has(name)
}
