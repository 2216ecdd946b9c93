import { createDoor, type Door } from '../../src/main/console/door.ts'
import type { Operations, ServiceFacts } from '../../src/main/console/context.ts'
import { rehearseRequest } from '../../src/main/scim/rehearse.ts'
import type { InputOf, MethodName, OutputOf } from '../../src/shared/console/contract.ts'
import type { ConsoleError, Result } from '../../src/shared/console/errors.ts'
import { START } from '../support/data-folder.ts'
import { ADMIN, newWorld, type World } from '../support/world.ts'

export const ORIGIN = 'https://muster.example'

const plainFacts: ServiceFacts = {
  scimOrigin: () => ORIGIN,
  status: () => ({
    version: '0.0.0',
    mode: 'headless',
    state: 'running',
    scimUrl: ORIGIN,
    consoleUrl: null,
    dataDir: '/data',
    startedAt: START,
    warnings: [],
  }),
}

/** A process with nothing to tell: what the host does is tested on the host. A rehearsal needs no process. */
const operationsOf = (world: World, incident: (error: unknown) => string): Operations =>
  new Proxy({} as Operations, {
    get: (_target, name) => async (request: Parameters<Operations['rehearse']>[0]) => {
      if (name !== 'rehearse') throw new Error(`this world has no process that could do ${String(name)}`)
      const { value, events } = await rehearseRequest(world.domain, request, incident)
      return { ...value, events }
    },
  })

export interface Console {
  readonly world: World
  readonly door: Door
  /** What was written down as unexpected. */
  readonly incidents: unknown[]
  /** Asks and gives the answer; throws when it is refused. */
  readonly ask: <M extends MethodName>(method: M, input: InputOf<M>) => Promise<OutputOf<M>>
  /** Asks and gives the refusal; throws when there is none. */
  readonly refusal: (method: string, input: unknown) => Promise<ConsoleError>
}

/** The console's door on a world of its own. */
export function newConsole(facts: Partial<ServiceFacts> = {}): Console {
  const world = newWorld()
  const incidents: unknown[] = []
  const incident = (error: unknown): string => `incident-${incidents.push(error)}`
  const door = createDoor({ domain: world.domain, facts: { ...plainFacts, ...facts }, operations: operationsOf(world, incident), incident })
  const call = (method: string, input: unknown): Promise<Result<unknown>> => door.call(method, input, ADMIN)
  return {
    world,
    door,
    incidents,
    ask: async <M extends MethodName>(method: M, input: InputOf<M>) => {
      const result = await call(method, input)
      if (!result.ok) throw new Error(`${method} was refused: ${JSON.stringify(result.error)} ${String(incidents.at(-1))}`)
      return result.value as OutputOf<M>
    },
    refusal: async (method, input) => {
      const result = await call(method, input)
      if (result.ok) throw new Error(`${method} was not refused: ${JSON.stringify(result.value)}`)
      return result.error
    },
  }
}
