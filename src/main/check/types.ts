import type { Json, JsonObject } from './json.ts'
import type { Profile } from './profile.ts'

/** RFC 2119. A MUST that is missed is a failure, a SHOULD a warning; a MAY is supported or not. */
export type Level = 'MUST' | 'SHOULD' | 'MAY'

/** What a server may do without. */
export type Feature = 'patch' | 'bulk' | 'filter' | 'sort' | 'etag' | 'index' | 'cursor' | 'users' | 'groups' | 'enterprise'

/** A feature, or an attribute that a check works on: a server need not have every attribute (RFC 7643 §4). */
export type Need = Feature | `User.${string}` | `Group.${string}` | `Enterprise.${string}`

export interface Check {
  /** Unique and stable: what programs know it by. */
  readonly id: string
  /** RFC number and section: `7644 3.5.2.1`. */
  readonly rule: string
  readonly level: Level
  /** What must hold, as a sentence. */
  readonly title: string
  readonly needs?: readonly Need[]
  run(trial: Trial): Promise<void>
}

export interface Sent {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Exactly as sent; the bearer token is never part of it. */
  readonly body: string | undefined
}

export interface Answer {
  readonly sent: Sent
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Undefined when the text is no JSON. */
  readonly body: Json | undefined
}

export interface SendOptions {
  readonly query?: Readonly<Record<string, string | number>>
  readonly headers?: Readonly<Record<string, string>>
  /** Stands in for the token of the run; null sends no credentials. */
  readonly token?: string | null
  /** Instead of `Bearer`. */
  readonly scheme?: string
}

/** A resource of the scratch namespace. */
export interface Scratch {
  readonly id: string
  /** Relative to the base URL. */
  readonly path: string
  readonly body: JsonObject
  readonly answer: Answer
}

/** What a check has to work with. Whatever is created through it is deleted after the run. */
export interface Trial {
  readonly profile: Profile
  get(path: string, options?: SendOptions): Promise<Answer>
  post(path: string, body: unknown, options?: SendOptions): Promise<Answer>
  put(path: string, body: unknown, options?: SendOptions): Promise<Answer>
  /** The body of a PatchOp with these operations. */
  patch(path: string, operations: readonly JsonObject[], options?: SendOptions): Promise<Answer>
  delete(path: string, options?: SendOptions): Promise<Answer>
  /** A body of text as it is, with the content type that the options give. */
  raw(method: string, path: string, body: string | undefined, options?: SendOptions): Promise<Answer>
  /** A name nobody has: of the scratch namespace, and unlike any given before. */
  name(): string
  /** The same as an e-mail address, which is what many servers want of a userName. */
  address(): string
  /** The beginning of every name of the scratch namespace. */
  readonly prefix: string
  /** A user to be created: what is given goes over what one usually has; undefined takes an attribute away. */
  user(over?: JsonObject): JsonObject
  group(over?: JsonObject): JsonObject
  newUser(over?: JsonObject): Promise<Scratch>
  newGroup(over?: JsonObject): Promise<Scratch>
  /** Made once a run by each maker: people that lists and filters are held against. Checks must not change them. */
  shared<T>(make: (trial: Trial) => Promise<T>): Promise<T>
  /** Long enough for the server's clock to show another time. */
  aWhile(): Promise<void>
  /** As it is now. */
  read(resource: Scratch): Promise<Answer>
}
