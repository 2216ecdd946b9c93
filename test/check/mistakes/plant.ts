/** Ways to make the tiny server wrong: each changes what it is asked, or what it answers. */
import { textOf } from '../../../src/main/check/json.ts'
import type { Json } from '../../../src/main/check/json.ts'
import type { Mistake } from '../tiny/in-process.ts'
import { isDoc } from '../tiny/paths.ts'
import type { Doc } from '../tiny/paths.ts'
import type { TinyRequest, TinyResponse } from '../tiny/server.ts'

export interface Planted {
  /** What the server does wrong. */
  readonly mistake: string
  /** Checks that must find it; `patch-add/` stands for all that begin so. */
  readonly found: readonly string[]
  readonly plant: Mistake
}

export type When = (request: TinyRequest) => boolean

/** By method, `*` for any, and by the path, below the base URL. */
export function on(method: string, path: RegExp): When {
  return (request) => (method === '*' || method.split('|').includes(request.method)) && path.test(request.path)
}

export const oneUser = /^\/Users\/(?!\.search)[^/]+$/
export const anyOne = /^\/(Users|Groups)\/(?!\.search)[^/]+$/
export const listOf = /^\/(Users|Groups)(\/\.search)?$/

export function answers(when: When, change: (answer: TinyResponse, request: TinyRequest) => TinyResponse): Mistake {
  return (serve) => (request) => (when(request) ? change(serve(request), request) : serve(request))
}

export function asks(when: When, change: (request: TinyRequest) => TinyRequest): Mistake {
  return (serve) => (request) => serve(when(request) ? change(request) : request)
}

/** Instead of asking the server at all. */
export function says(when: When, status: number, body?: Doc): Mistake {
  return (serve) => (request) => (when(request) ? { status, headers: {}, body } : serve(request))
}

export function refuses(when: When, status = 400, scimType = 'invalidValue'): Mistake {
  return says(when, status, errorBody(status, scimType))
}

export function errorBody(status: number, scimType?: string): Doc {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: textOf(status), scimType, detail: 'No.' }
}

/** Changes the body of every answer that has one. */
export function bodies(when: When, change: (body: Doc, request: TinyRequest) => Doc): Mistake {
  return answers(when, (answer, request) => (answer.body === undefined ? answer : { ...answer, body: change(answer.body, request) }))
}

/** Changes each resource in an answer, alone or in a list. */
export function resources(change: (resource: Doc, request: TinyRequest) => Doc, when: When = () => true): Mistake {
  return bodies(when, (body, request) => {
    if (Array.isArray(body['Resources']))
      return { ...body, Resources: body['Resources'].map((each) => change(each as Doc, request) as Json) }
    return body['id'] === undefined ? body : change(body, request)
  })
}

/** Changes what a client sends. */
export function contents(when: When, change: (body: Doc, request: TinyRequest) => Doc): Mistake {
  return asks(when, (request) => {
    const body = parsed(request.body)
    return body === undefined ? request : { ...request, body: JSON.stringify(change(body, request)) }
  })
}

/** Changes each operation of a PATCH; none when it gives nothing. */
export function operations(change: (operation: Doc) => Doc | undefined | Doc[], when: When = () => true): Mistake {
  return contents(
    (request) => request.method === 'PATCH' && when(request),
    (body) => {
      if (!Array.isArray(body['Operations'])) return body
      const changed = body['Operations'].flatMap((each) => (isDoc(each) ? (change(each) ?? []) : [])) as Json[]
      return { ...body, Operations: changed.length === 0 ? [{ op: 'replace', value: {} }] : changed }
    },
  )
}

/** Changes a query parameter; undefined takes it away. */
export function parameter(name: string, change: (value: string) => string | undefined, when: When = () => true): Mistake {
  return asks(
    (request) => request.query[name] !== undefined && when(request),
    (request) => {
      const { [name]: value = '', ...rest } = request.query
      const changed = change(value)
      return { ...request, query: changed === undefined ? rest : { ...rest, [name]: changed } }
    },
  )
}

/** Changes a filter before it is read. */
export function filters(change: (filter: string) => string): Mistake {
  return parameter('filter', change)
}

/** Refuses filters that are like this. */
export function refusesFilters(like: RegExp): Mistake {
  return refuses(({ query }) => like.test(query['filter'] ?? ''), 400, 'invalidFilter')
}

export function all(...mistakes: readonly Mistake[]): Mistake {
  return (serve, tiny) => mistakes.reduce((inner, mistake) => mistake(inner, tiny), serve)
}

export function without(doc: Doc, ...names: readonly string[]): Doc {
  return Object.fromEntries(Object.entries(doc).filter(([name]) => !names.includes(name)))
}

export function parsed(text: string): Doc | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return isDoc(body) ? body : undefined
  } catch {
    return undefined
  }
}

let names = 0

/** A name that no resource has. */
export function fresh(): string {
  return `fresh-${++names}`
}
