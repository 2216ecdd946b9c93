import type { z } from 'zod'
import type { Change } from '../domain/change.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import type { Caller } from './authenticate.ts'
import type { Permission } from '../domain/access/permissions.ts'

/** Whose token opens a route: a service account's with a permission, an application's, either, or none is asked for. */
export type Needs =
  | { readonly permission: Permission; readonly applications?: true }
  | { readonly applications: 'only' }
  | { readonly anyone: true }

type Names<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type InOrganization = `${string}{orgId}${string}` | `${string}{tenant}${string}`

/** What a handler works on: a request of a known caller that may do this, in an organization that it may see. */
export interface Call<Path extends string = string, Query = unknown, Body = unknown> {
  readonly caller: Caller
  readonly organization: Path extends InOrganization ? OrganizationRow : OrganizationRow | undefined
  readonly params: Readonly<Record<Names<Path>, string>>
  readonly query: Query
  readonly body: Body
  /** `scheme://authority` under which this service is reached (E3). */
  readonly origin: string
  /** Milliseconds since 1970. */
  readonly now: number
}

interface Described<Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType> {
  /** The operation's name for client generators. */
  readonly id: string
  /** A sentence of the OpenAPI document. */
  readonly summary: string
  readonly about?: string
  readonly needs: Needs
  readonly query?: Query
  readonly body?: Body
  /** None: 204. */
  readonly answer?: Answer
  readonly status?: 200 | 201
  /** Statuses that the rules behind it can refuse with, besides those that every route has. */
  readonly refuses?: readonly (404 | 409)[]
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Declared as methods, whose parameters TypeScript takes either way: the service hands over only what the route's own schemas have read. */
export type Run =
  | { readonly writes: false; run(tx: ReadTx, call: Call): Promise<unknown> }
  | { readonly writes: true; run(change: Change, call: Call): Promise<unknown> }

/** One route: routing, validation, authorisation and the OpenAPI document all follow from it. */
export interface Route extends Described<z.ZodType, z.ZodType, z.ZodType> {
  readonly method: Method
  readonly path: string
  readonly does: Run
}

type Running<On, Path extends string, Query extends z.ZodType, Body extends z.ZodType, Answer extends z.ZodType> = Described<
  Query,
  Body,
  Answer
> & {
  run(on: On, call: Call<Path, z.output<Query>, z.output<Body>>): Promise<z.input<Answer>>
}

/** A question: one snapshot of the database. */
export function get<const Path extends string, Query extends z.ZodType, Answer extends z.ZodType>(
  path: Path,
  { run, ...described }: Running<ReadTx, Path, Query, z.ZodNever, Answer>,
): Route {
  return { ...described, method: 'GET', path, does: { writes: false, run } }
}

function changing(method: Method) {
  return <const Path extends string, Body extends z.ZodType, Answer extends z.ZodType>(
    path: Path,
    { run, ...described }: Running<Change, Path, z.ZodNever, Body, Answer>,
  ): Route => ({ ...described, method, path, does: { writes: true, run } })
}

/** An order: one unit of work, audited with the caller as its actor. */
export const post = changing('POST')
export const put = changing('PUT')
export const remove = changing('DELETE')
