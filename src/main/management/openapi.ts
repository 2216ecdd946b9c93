import { z } from 'zod'
import { LIMITS } from './limits.ts'
import type { Needs, Route } from './route.ts'
import { ErrorBody } from './shapes.ts'

type Schema = Record<string, unknown>

/** Definitions of named schemas, gathered while the routes' own are put down. */
type Components = Map<string, Schema>

const REF = /"\$ref":"#\/\$defs\/([^"]+)"/g

/** A zod schema as JSON Schema 2020-12, which is what OpenAPI 3.1 takes; named ones are pointed to. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', components: Components): Schema {
  const made = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' })
  const text = JSON.stringify(made).replaceAll(REF, '"$ref":"#/components/schemas/$1"')
  const { $schema: _, $defs, id, ...rest } = JSON.parse(text) as Schema & { $defs?: Record<string, Schema> }
  for (const [name, { id: __, ...definition }] of Object.entries($defs ?? {})) components.set(name, definition)
  if (typeof id !== 'string') return rest
  components.set(id, rest)
  return { $ref: `#/components/schemas/${id}` }
}

function needsText(needs: Needs): string {
  if ('anyone' in needs) return 'No token is needed.'
  if (!('permission' in needs)) return 'Needs the token of an application.'
  const or = needs.applications === undefined ? '' : ', or the token of an application'
  return `Needs the permission \`${needs.permission}\`${or}.`
}

function securityOf(needs: Needs): Schema[] {
  if ('anyone' in needs) return []
  if (!('permission' in needs)) return [{ application: [] }]
  return [{ serviceAccount: [needs.permission] }, ...(needs.applications === undefined ? [] : [{ application: [] }])]
}

const SUCCESSES: Readonly<Record<number, string>> = { 200: 'Done.', 201: 'Created.', 204: 'Done; there is nothing to tell.' }

const REFUSALS: Readonly<Record<number, { name: string; description: string }>> = {
  400: { name: 'BadRequest', description: 'The input is not valid; `issues` says where.' },
  401: { name: 'Unauthorized', description: 'The token is missing, or opens nothing.' },
  403: { name: 'Forbidden', description: 'The token does not permit this; the message names the permission that is missing.' },
  404: { name: 'NotFound', description: 'There is no such thing in this organization, or the organization is not the token’s.' },
  409: { name: 'Conflict', description: 'What there is stands against it; the message says what.' },
  413: { name: 'TooLarge', description: 'The body is larger than the service accepts.' },
  415: { name: 'UnsupportedMediaType', description: 'The body is not application/json.' },
  500: { name: 'Failed', description: 'The service failed; the message names an incident of its own log. Nothing was changed.' },
  503: { name: 'Unavailable', description: 'The database cannot be reached just now; nothing was changed.' },
}

/** Every status that the route can refuse with. */
export function refusalsOf(route: Route): number[] {
  const statuses = [500, 503, ...(route.refuses ?? [])]
  if (!('anyone' in route.needs)) statuses.push(401, 403)
  if (route.path.includes('{')) statuses.push(404)
  if (route.query !== undefined || route.body !== undefined) statuses.push(400)
  if (route.body !== undefined) statuses.push(413, 415)
  return [...new Set(statuses)].toSorted((a, b) => a - b)
}

const content = (schema: Schema): Schema => ({ 'application/json': { schema } })

function responsesOf(route: Route, components: Components): Schema {
  const status = route.answer === undefined ? 204 : (route.status ?? 200)
  const success = {
    description: SUCCESSES[status] ?? '',
    ...(route.answer === undefined ? {} : { content: content(schemaOf(route.answer, 'output', components)) }),
  }
  const refusals = refusalsOf(route).map((each) => [each, { $ref: `#/components/responses/${REFUSALS[each]?.name}` }])
  return { [status]: success, ...(Object.fromEntries(refusals) as Schema) }
}

const PARAMETERS: Readonly<Record<string, string>> = {
  orgId: 'The organization’s number.',
  tenant: 'The organization’s slug.',
}

function parametersOf(route: Route, components: Components): Schema[] {
  const path = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    ...(PARAMETERS[name] === undefined ? {} : { description: PARAMETERS[name] }),
    schema: name === 'orgId' ? { type: 'integer', minimum: 1 } : { type: 'string' },
  }))
  if (route.query === undefined) return path
  const { properties = {}, required = [] } = schemaOf(route.query, 'input', components) as {
    properties?: Record<string, Schema>
    required?: string[]
  }
  const query = Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }))
  return [...path, ...query]
}

function operationOf(route: Route, components: Components): Schema {
  const tag = /^\/api\/(?:orgs\/\{orgId\}|v1\/\{tenant\})?\/?([^/]+)/.exec(route.path)?.[1] ?? 'api'
  return {
    operationId: route.id,
    summary: route.summary,
    description: [route.about, needsText(route.needs)].filter((each) => each !== undefined).join(' '),
    tags: [tag],
    security: securityOf(route.needs),
    parameters: parametersOf(route, components),
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: !route.body.safeParse({}).success, content: content(schemaOf(route.body, 'input', components)) } }),
    responses: responsesOf(route, components),
  }
}

/** A response for each refusal, all of one form. */
function refusalResponses(components: Components): Schema {
  const error = content(schemaOf(ErrorBody, 'output', components))
  return Object.fromEntries(Object.values(REFUSALS).map(({ name, description }) => [name, { description, content: error }]))
}

export function openApi(routes: readonly Route[], version: string, origin: string): Schema {
  const components: Components = new Map()
  const paths: Record<string, Schema> = {}
  for (const route of routes) (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(route, components)
  const responses = refusalResponses(components)
  return {
    openapi: '3.1.1',
    info: {
      title: 'Muster management API',
      version,
      description:
        'Organizations, their catalogs of identity provider groups, teams, access and provisioning integrations. ' +
        'Times are ISO 8601 in UTC. A token of a service account sees its own organization and nothing of another: what is not there and ' +
        `what is not its own are both 404. Bodies are application/json, nested at most ${LIMITS.jsonDepth} levels; unknown properties are ignored. ` +
        'Every change is in the audit trail with the service account as its actor. The SCIM endpoints beside these paths describe themselves (RFC 7644 §4).',
    },
    servers: [{ url: origin }],
    paths,
    components: {
      schemas: Object.fromEntries([...components].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      responses,
      securitySchemes: {
        serviceAccount: { type: 'http', scheme: 'bearer', description: '`muster service-account create NAME --org SLUG --role ROLE`' },
        application: { type: 'http', scheme: 'bearer', description: '`muster app-token issue NAME`' },
      },
    },
  }
}

/** The document is the same for everybody but for the address that it was asked at. */
let last: { origin: string; version: string; text: string } | undefined

export function openApiText(routes: readonly Route[], version: string, origin: string): string {
  if (last?.origin !== origin || last.version !== version)
    last = { origin, version, text: JSON.stringify(openApi(routes, version, origin), null, 2) }
  return last.text
}
