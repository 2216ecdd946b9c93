import type { z } from 'zod'
import { nestsDeeperThan } from '../protocol/json.ts'
import type { ManagementRequest } from './exchange.ts'
import { LIMITS } from './limits.ts'
import { Refusal } from './respond.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })
const JSON_TYPE = /^application\/json\s*(?:;|$)/i

/** The body as JSON; an empty object where there is none, so that what is missing is named. Throws 415 and 400. */
function json(request: ManagementRequest): unknown {
  const { body } = request
  if (body === null || body.length === 0) return {}
  const type = request.headers['content-type']?.trim() ?? ''
  if (type !== '' && !JSON_TYPE.test(type))
    throw new Refusal(415, 'unsupported_media_type', `The request body is ${type.split(';', 1)[0]}. Send application/json.`)
  let text: string
  try {
    text = decoder.decode(body)
  } catch {
    throw new Refusal(400, 'bad_request', 'The request body is not valid UTF-8.')
  }
  if (nestsDeeperThan(text, LIMITS.jsonDepth))
    throw new Refusal(400, 'bad_request', `The request body is nested deeper than ${LIMITS.jsonDepth} levels.`)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refusal(400, 'bad_request', `The request body is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`)
  }
}

function checked(what: 'query' | 'body', schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  const [first] = issues
  const where = first === undefined || first.path === '' ? '' : `${first.path}: `
  throw new Refusal(400, 'invalid', `${what === 'query' ? 'In the query: ' : ''}${where}${first?.message ?? 'The input is not valid.'}`, {
    issues,
  })
}

export function readBody(schema: z.ZodType | undefined, request: ManagementRequest): unknown {
  return schema === undefined ? undefined : checked('body', schema, json(request))
}

/** Of a parameter that is given twice the last counts; one that the route does not know is ignored, as clients add their own. */
export function readQuery(schema: z.ZodType | undefined, query: URLSearchParams): unknown {
  return schema === undefined ? undefined : checked('query', schema, Object.fromEntries(query))
}
