import { expect } from 'vitest'
import { z } from 'zod'

type Schema = Record<string, unknown>
interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly security: Record<string, string[]>[]
  readonly parameters: { readonly name: string; readonly in: string }[]
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Schema }> }
  readonly responses: Record<string, Response | { readonly $ref: string }>
}
interface Response {
  readonly description: string
  readonly content?: Record<string, { readonly schema: Schema }>
}

/** The OpenAPI document as a client reads it. */
export interface Document {
  readonly openapi: string
  readonly servers: { readonly url: string }[]
  readonly paths: Record<string, Record<string, Operation>>
  readonly components: {
    readonly schemas: Record<string, Schema>
    readonly responses: Record<string, Response>
    readonly securitySchemes: Record<string, Schema>
  }
}

export async function documentAt(url: string): Promise<Document> {
  return (await (await fetch(`${url}/api/openapi.json`)).json()) as Document
}

/** The document's own schema as a check: whatever it does not allow is a mistake of the answer or of the document. */
function checkOf(document: Document, schema: Schema): z.ZodType {
  const local = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', '#/$defs/')) as unknown
  return z.fromJSONSchema(local({ ...schema, $defs: document.components.schemas }) as Parameters<typeof z.fromJSONSchema>[0])
}

function operationAt(document: Document, method: string, path: string): Operation | undefined {
  const segments = path.split('/').filter((each) => each !== '')
  const fits = (template: string): boolean => {
    const parts = template.split('/').filter((each) => each !== '')
    return parts.length === segments.length && parts.every((part, i) => part.startsWith('{') || part === segments[i])
  }
  const templates = Object.keys(document.paths).filter(fits)
  // A fixed segment comes before one that is filled in.
  const [template] = templates.toSorted((a, b) => a.split('{').length - b.split('{').length)
  return template === undefined ? undefined : document.paths[template]?.[method.toLowerCase()]
}

export function responseOf(document: Document, operation: Operation, status: number): Response | undefined {
  const told = operation.responses[status]
  if (told === undefined || !('$ref' in told)) return told
  return document.components.responses[told.$ref.replace('#/components/responses/', '')]
}

const checks = new Map<Schema, z.ZodType>()

/** An answer is one that the document describes: its status, its media type, its body. */
export function expectDescribed(
  document: Document,
  method: string,
  path: string,
  answer: { status: number; type: string; text: string },
): void {
  const operation = operationAt(document, method, path)
  if (operation === undefined) return expect([404, 405]).toContain(answer.status)
  const response = responseOf(document, operation, answer.status)
  expect(response, `${method} ${path} answered ${answer.status}, which its description does not have: ${answer.text}`).toBeDefined()
  const schema = response?.content?.['application/json']?.schema
  if (schema === undefined) return expect(answer.text, `${method} ${path}`).toBe('')
  expect(answer.type).toBe('application/json')
  let check = checks.get(schema)
  if (check === undefined) checks.set(schema, (check = checkOf(document, schema)))
  const parsed = check.safeParse(JSON.parse(answer.text))
  expect(parsed.error?.issues ?? [], `${method} ${path}: ${answer.text}`).toEqual([])
}
