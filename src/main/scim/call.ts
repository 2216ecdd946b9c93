import type { Permission } from '../domain/access/permissions.ts'
import type { Change } from '../domain/change.ts'
import type { Registry } from '../protocol/schema/types.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { Caller } from './authenticate.ts'

/** What a SCIM handler works on: one request of a known caller, free of sockets and mounts. */
export interface Call {
  /** Asked for again inside the unit of work that writes: a token revoked meanwhile opens nothing. */
  caller: Caller
  /** The organization's schemas: asked for anew at the beginning of each unit of work, since another one may have changed them. */
  registry: Registry
  /** The base URL that the client used: what `meta.location` and `$ref` begin with (E3). */
  readonly base: string
  readonly method: string
  readonly segments: readonly string[]
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly text: string | null
  /** What was tolerated or ignored: shown in the provisioning log (R9). */
  readonly notes: string[]
  /** What the request is about, for the log; set as soon as it is known, so that a refusal is named too. */
  about: { type: string; id: string | null; name: string | null } | null
}

export interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string | null
}

/** I4: what the caller's role must permit; nothing for discovery. */
export interface Needs {
  readonly needs: readonly Permission[]
}

/** A handler that only asks, or one that changes something: the service gives each the unit of work that it needs. */
export type Route = Needs &
  (
    | { readonly writes: false; run(tx: ReadTx, call: Call): Promise<Answer> }
    | { readonly writes: true; run(change: Change, call: Call): Promise<Answer> }
    /** Made of other requests, each with a unit of work of its own. */
    | { readonly writes: 'each'; run(call: Call, perform: (call: Call) => Promise<Answer>): Promise<Answer> }
  )
