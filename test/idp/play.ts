import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Answered, type ScimClient, scimClient } from '../support/scim-client.ts'

/** One identity provider's requests in order, with what each must be answered. `{{run}}` makes names unique to one playing. */
export interface Sequence {
  readonly idp: string
  readonly title: string
  readonly headers: Readonly<Record<string, string>>
  /** A parameter that is added to every URL. */
  readonly baseQuery?: string
  readonly steps: readonly Step[]
}

interface Step {
  readonly say: string
  readonly request: { readonly method: string; readonly path: string; readonly headers?: Record<string, string>; readonly body?: unknown }
  readonly expect: {
    readonly status: readonly number[]
    /** A subset: every key named must be there with that value; in lists every element named must be matched by some element. */
    readonly body?: unknown
    readonly absent?: readonly string[]
    readonly empty?: readonly string[]
  }
  /** Name -> property of the answer's body, for `{{name}}` in later steps. */
  readonly keep?: Readonly<Record<string, string>>
}

const FOLDER = join(import.meta.dirname, 'sequences')

export function sequences(): { file: string; sequence: Sequence }[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, sequence: JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Sequence }))
}

/** Plays a sequence on a mount and resolves to what was not answered as expected, one line a step: none is a pass. */
export async function play(sequence: Sequence, base: string, token: string, run: string): Promise<string[]> {
  const client = scimClient(base, token)
  const kept = new Map([['run', run]])
  const wrong: string[] = []
  try {
    for (const step of sequence.steps) {
      const answer = await take(step, sequence, client, kept)
      const why = verdict(filled(step.expect, kept), answer)
      if (why !== undefined) wrong.push(`${step.say}: ${why} | ${answer.text.slice(0, 200)}`)
      for (const [name, property] of Object.entries(step.keep ?? {})) kept.set(name, String(answer.body[property]))
    }
  } finally {
    client.close()
  }
  return wrong
}

function filled<T>(value: T, kept: ReadonlyMap<string, string>): T {
  return JSON.parse(JSON.stringify(value).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => kept.get(name) ?? `no-${name}`)) as T
}

function take(
  { request }: Step,
  { headers, baseQuery }: Sequence,
  client: ScimClient,
  kept: ReadonlyMap<string, string>,
): Promise<Answered> {
  const { method, path, body, headers: own } = filled(request, kept)
  const whole = baseQuery === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}${baseQuery}`
  return client.send(method, whole, body, { headers: { ...headers, ...own } })
}

function verdict({ status, body, absent = [], empty = [] }: Step['expect'], answer: Answered): string | undefined {
  if (!status.includes(answer.status)) return `status ${answer.status}, expected ${status.join(' or ')}`
  if (body !== undefined) {
    const unlike = difference(body, answer.body, 'body')
    if (unlike !== undefined) return unlike
  }
  for (const name of absent) if (Object.hasOwn(answer.body, name)) return `${name} should be absent`
  for (const name of empty) {
    const value = answer.body[name]
    if (Array.isArray(value) && value.length > 0) return `${name} should be empty`
  }
  return undefined
}

function difference(expected: unknown, actual: unknown, path: string): string | undefined {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return `${path} is not a list`
    if (expected.length === 0 && actual.length > 0) return `${path} is not empty`
    const missing: unknown = expected.find((each) => !actual.some((candidate) => difference(each, candidate, '') === undefined))
    return missing === undefined ? undefined : `${path} has no element like ${JSON.stringify(missing)}`
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return `${path} is missing`
    for (const [key, value] of Object.entries(expected)) {
      const unlike = difference(value, (actual as Record<string, unknown>)[key], `${path}.${key}`)
      if (unlike !== undefined) return unlike
    }
    return undefined
  }
  return expected === actual ? undefined : `${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`
}
