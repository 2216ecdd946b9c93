import { ScimError } from './error.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import { parseSelection, type Selection } from './project.ts'

export interface ListQuery {
  /** As written; undefined when there is none. */
  readonly filter?: string
  readonly sortBy?: string
  readonly descending: boolean
  /** 1-based. */
  readonly startIndex: number
  readonly count: number
  /** Present when cursor paging was asked for (RFC 9865); '' asks for the first page. */
  readonly cursor?: string
  readonly selection: Selection
}

export interface ListLimits {
  readonly defaultCount: number
  readonly maxCount: number
}

const MOST = Number.MAX_SAFE_INTEGER
/** RFC 9865 §2: unreserved characters of RFC 3986 only. */
const CURSOR = /^[A-Za-z0-9._~-]{0,1024}$/

/** The parameters of a list, be they in a URL or in a SearchRequest: name -> value as text. */
type Read = (name: string) => string | undefined

/**
 * Reads the parameters of a list (RFC 7644 §3.4.2) from a URL's query or a SearchRequest's body (§3.4.3). Numbers are clamped as the RFC
 * says: count below 0 is 0, startIndex below 1 is 1, more than the most is the most. Empty and unknown parameters count as not given.
 * @throws ScimError 400 invalidValue for a wrong type; invalidCursor and invalidCount as RFC 9865 §2.1 names them
 */
export function parseListQuery(params: URLSearchParams | JsonObject, limits: ListLimits): ListQuery {
  const read = params instanceof URLSearchParams ? fromUrl(params) : fromBody(params)
  const filter = read('filter')
  const sortBy = read('sortBy')
  const cursor = params instanceof URLSearchParams ? (params.get('cursor') ?? undefined) : cursorIn(params)
  const startIndex = integer('startIndex', read('startIndex'))
  const paging = cursor === undefined ? {} : { cursor: checkedCursor(cursor, startIndex) }
  return {
    ...(filter === undefined ? {} : { filter }),
    ...(sortBy === undefined ? {} : { sortBy }),
    descending: isDescending(read('sortOrder')),
    startIndex: clamp(startIndex ?? 1, 1, MOST),
    count: countOf(read('count'), cursor !== undefined, limits),
    ...paging,
    selection: parseSelection(read('attributes'), read('excludedAttributes')),
  }
}

function fromUrl(params: URLSearchParams): Read {
  return (name) => given(params.get(name))
}

function given(text: string | null | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed === '' ? undefined : trimmed
}

function fromBody(body: JsonObject): Read {
  if (!isObject(body)) throw new ScimError(400, 'invalidSyntax', 'The body must be one JSON object, a SearchRequest.')
  return (name) => {
    const value = Object.hasOwn(body, name) ? body[name] : undefined
    return given(textOf(name, value))
  }
}

function textOf(name: string, value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined
  if (name === 'attributes' || name === 'excludedAttributes') {
    const names = typeof value === 'string' ? [value] : value
    if (!Array.isArray(names) || !names.every((item) => typeof item === 'string')) {
      throw new ScimError(400, 'invalidValue', `${name} must be a list of strings.`)
    }
    return names.join(',')
  }
  if (name === 'startIndex' || name === 'count') {
    // In digits, however large: 1e21 is a whole number too.
    if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value).toString()
    if (typeof value === 'string') return value
    throw new ScimError(400, 'invalidValue', `${name} must be a whole number.`)
  }
  if (typeof value !== 'string') throw new ScimError(400, 'invalidValue', `${name} must be a string.`)
  return value
}

function cursorIn(body: JsonObject): string | undefined {
  const value = Object.hasOwn(body, 'cursor') ? body['cursor'] : undefined
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw new ScimError(400, 'invalidCursor', 'cursor must be a string.')
  return value
}

/** `startIndex` asks for the other kind of paging; 1 is let through, since it is what clients send without a thought. */
function checkedCursor(cursor: string, startIndex: number | undefined): string {
  if (!CURSOR.test(cursor)) throw new ScimError(400, 'invalidCursor', 'cursor is not one that this service gave out.')
  if (startIndex !== undefined && startIndex > 1) {
    throw new ScimError(400, 'invalidCursor', 'cursor and startIndex ask for two kinds of paging; send one of them.')
  }
  return cursor
}

function integer(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^[+-]?\d+$/.test(text)) throw new ScimError(400, 'invalidValue', `${name} must be a whole number.`)
  return clamp(Number(text), -MOST, MOST)
}

function clamp(number: number, least: number, most: number): number {
  return Math.min(Math.max(number, least), most)
}

function countOf(text: string | undefined, byCursor: boolean, { defaultCount, maxCount }: ListLimits): number {
  const count = integer('count', text) ?? defaultCount
  if (byCursor && count < 1) throw new ScimError(400, 'invalidCount', `count must be between 1 and ${maxCount}.`)
  return clamp(count, 0, maxCount)
}

function isDescending(order: string | undefined): boolean {
  const lower = order?.toLowerCase()
  if (lower === undefined || lower === 'ascending') return false
  if (lower === 'descending') return true
  throw new ScimError(400, 'invalidValue', 'sortOrder must be "ascending" or "descending".')
}
