import type { z } from 'zod'
import type { Actor } from '../../shared/console/activity.ts'
import { isMethodName, methodNamed, type MethodName } from '../../shared/console/contract.ts'
import type { ConsoleError, Result } from '../../shared/console/errors.ts'
import type { ConsoleEvent } from '../../shared/console/events.ts'
import type { Domain } from '../domain/domain.ts'
import { DOMAIN_ERRORS, DomainError } from '../domain/error.ts'
import { StoreUnavailable } from '../store/database/port.ts'
import type { Context, Handler, Operations, ServiceFacts } from './context.ts'
import { accountHandlers } from './handlers/accounts.ts'
import { activityHandlers } from './handlers/activity.ts'
import { attributeHandlers } from './handlers/attributes.ts'
import { backupHandlers } from './handlers/backups.ts'
import { catalogHandlers } from './handlers/catalog.ts'
import { effectiveAccessHandlers } from './handlers/effective-access.ts'
import { healthHandlers } from './handlers/health.ts'
import { memberHandlers } from './handlers/members.ts'
import { accessHandlers, applicationHandlers } from './handlers/access.ts'
import { integrationHandlers } from './handlers/integrations.ts'
import { organizationHandlers } from './handlers/organizations.ts'
import { orphanHandlers } from './handlers/orphans.ts'
import { overviewHandlers } from './handlers/overview.ts'
import { problemHandlers } from './handlers/problems.ts'
import { rolloutHandlers } from './handlers/rollout.ts'
import { schemaHandlers } from './handlers/schemas.ts'
import { serviceHandlers } from './handlers/service.ts'
import { settingsHandlers } from './handlers/settings.ts'
import { signInHandlers } from './handlers/sign-ins.ts'
import { teamHandlers } from './handlers/teams.ts'
import { tokenHandlers } from './handlers/tokens.ts'
import { userHandlers } from './handlers/users.ts'
import { workspaceHandlers } from './handlers/workspaces.ts'
import { webhookHandlers } from './handlers/webhooks.ts'

/** The one door into the domain for every console transport: name check, parse, handle, shape the error. Errors are values. */
export interface Door {
  call(method: string, input: unknown, actor: Actor): Promise<Result<unknown>>
  subscribe(listener: (event: ConsoleEvent) => void): () => void
}

const handlers: { readonly [M in MethodName]: Handler<M> } = {
  ...organizationHandlers,
  ...tokenHandlers,
  ...catalogHandlers,
  ...teamHandlers,
  ...userHandlers,
  ...accountHandlers,
  ...activityHandlers,
  ...attributeHandlers,
  ...orphanHandlers,
  ...settingsHandlers,
  ...schemaHandlers,
  ...problemHandlers,
  ...healthHandlers,
  ...workspaceHandlers,
  ...memberHandlers,
  ...rolloutHandlers,
  ...signInHandlers,
  ...effectiveAccessHandlers,
  ...accessHandlers,
  ...applicationHandlers,
  ...integrationHandlers,
  ...backupHandlers,
  ...serviceHandlers,
  ...webhookHandlers,
  ...overviewHandlers,
}

export interface DoorOptions {
  readonly domain: Domain
  readonly facts: ServiceFacts
  readonly operations: Operations
  /** Writes down an unexpected failure and returns the incident's name. */
  readonly incident: (error: unknown) => string
}

export function createDoor({ domain, facts, operations, incident }: DoorOptions): Door {
  return {
    async call(method, input, actor) {
      const definition = methodNamed(method)
      if (definition === undefined || !isMethodName(method))
        return refused({
          code: 'unknown_method',
          message: `The service has no method ${method.slice(0, 100)}.`,
          hint: 'Reload the console: it may be older than the service.',
        })
      const parsed = definition.input.safeParse(input)
      if (!parsed.success) return refused(invalid(parsed.error))
      try {
        // The map pairs every name with the handler of its own input; the compiler cannot follow a name known only at run time.
        const handle = handlers[method] as (context: Context, input: unknown) => Promise<unknown>
        return { ok: true, value: await handle({ domain, actor, facts, operations }, parsed.data) }
      } catch (error) {
        return refused(shaped(error, incident))
      }
    },
    subscribe: (listener) => domain.subscribe(listener),
  }
}

function refused(error: ConsoleError): Result<never> {
  return { ok: false, error }
}

function invalid(error: z.ZodError): ConsoleError {
  const issues = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  const [first] = issues
  return {
    code: 'invalid',
    message: first === undefined ? 'The input is not valid.' : `${first.path === '' ? '' : `${first.path}: `}${first.message}`,
    issues,
  }
}

function shaped(error: unknown, incident: (error: unknown) => string): ConsoleError {
  if (error instanceof DomainError) {
    const { hint } = DOMAIN_ERRORS[error.code]
    return {
      code: error.code,
      message: error.message,
      ...(hint === undefined ? {} : { hint }),
      ...(error.issues.length === 0 ? {} : { issues: [...error.issues] }),
    }
  }
  if (error instanceof StoreUnavailable) return { code: 'unavailable', message: error.message }
  const name = incident(error)
  return {
    code: 'internal',
    message: 'The service failed to do this; nothing was changed.',
    hint: `Look for incident ${name} in the service’s output.`,
    incident: name,
  }
}
