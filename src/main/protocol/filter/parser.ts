import { ScimError } from '../error.ts'
import type { AttributePath, CompareOperator, Filter } from './ast.ts'
import { filterError, isStorable, type Token, tokenAt } from './lexer.ts'

export interface FilterLimits {
  /** Characters. */
  readonly length?: number
  /** Parentheses and negations inside one another. */
  readonly depth?: number
}

/** What the service grants a filter unless told otherwise (R10). Real filters have one to three comparisons. */
export const FILTER_LENGTH = 8192
export const FILTER_DEPTH = 32
/** Comparisons in one filter: more would reach SQLite's limits on expressions before they reach a client's needs. */
export const FILTER_TERMS = 200

const OPERATORS: ReadonlyMap<string, CompareOperator> = new Map(
  (['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const).map((op) => [op, op]),
)
const ATTRIBUTE = /^(?:(.+):)?(\$ref|[A-Za-z][\w$-]*)(?:\.(\$ref|[A-Za-z][\w$-]*))?$/
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * Reads an attribute path (RFC 7644 §3.10), or undefined when it is none. The URN ends at the last colon, so that the dot in its
 * version ("2.0") is not taken for that of a sub-attribute.
 */
export function parseAttributePath(text: string, offset = 0): AttributePath | undefined {
  const match = ATTRIBUTE.exec(text)
  const name = match?.[2]
  return match === null || name === undefined ? undefined : { schema: match[1], name, sub: match[3], offset }
}

/** A recursive-descent reader of Figure 1 of RFC 7644 §3.4.2.2: `not` binds tightest, then `and`, then `or`. */
export class FilterReader {
  readonly #text: string
  readonly #depthLimit: number
  #token: Token
  #depth = 0
  #terms = 0

  constructor(text: string, limits: FilterLimits = {}, offset = 0) {
    const length = limits.length ?? FILTER_LENGTH
    if (text.length > length) {
      throw new ScimError(400, 'invalidFilter', `The filter has ${text.length} characters; at most ${length} are accepted.`)
    }
    if (!isStorable(text)) {
      throw new ScimError(400, 'invalidFilter', 'The filter has a character that no value can have (NUL, or half of a surrogate pair).')
    }
    this.#text = text
    this.#depthLimit = limits.depth ?? FILTER_DEPTH
    this.#token = tokenAt(text, offset)
  }

  get token(): Token {
    return this.#token
  }

  advance(): Token {
    const token = this.#token
    this.#token = tokenAt(this.#text, token.end)
    return token
  }

  #fail(expected: string): ScimError {
    const { kind, text, start } = this.#token
    const found = kind === 'end' ? 'the end' : kind === 'string' ? `the value "${text}"` : `"${text}"`
    return filterError(start, `expected ${expected}, found ${found}`)
  }

  expectEnd(): void {
    if (!this.#at('end')) throw this.#fail('"and", "or" or the end')
  }

  #at(kind: Token['kind']): boolean {
    return this.#token.kind === kind
  }

  #atWord(word: string): boolean {
    return this.#token.kind === 'word' && this.#token.text.toLowerCase() === word
  }

  filter(insideBrackets: boolean): Filter {
    return this.#joined('or', () => this.#joined('and', () => this.#factor(insideBrackets)))
  }

  #joined(word: 'and' | 'or', part: () => Filter): Filter {
    const first = part()
    if (!this.#atWord(word)) return first
    const filters = [first]
    while (this.#atWord(word)) {
      this.advance()
      filters.push(part())
    }
    return { kind: word, filters }
  }

  #factor(insideBrackets: boolean): Filter {
    if (this.#at('(')) return this.#group(insideBrackets)
    if (!this.#at('word')) throw this.#fail('an attribute, "not" or "("')
    const word = this.advance()
    if (word.text.toLowerCase() === 'not' && this.#at('(')) {
      return { kind: 'not', filter: this.#group(insideBrackets) }
    }
    const path = parseAttributePath(word.text, word.start)
    if (path === undefined) throw filterError(word.start, `"${word.text}" is not the name of an attribute`)
    if (!this.#at('[')) return this.#expression(path)
    if (insideBrackets) throw filterError(this.#token.start, 'a value filter cannot stand inside another')
    return this.#valuePath(path)
  }

  #group(insideBrackets: boolean): Filter {
    if (++this.#depth > this.#depthLimit) {
      throw filterError(this.#token.start, `parentheses stand more than ${this.#depthLimit} deep`)
    }
    this.advance()
    const filter = this.filter(insideBrackets)
    if (!this.#at(')')) throw this.#fail('"and", "or" or ")"')
    this.advance()
    this.#depth--
    return filter
  }

  /** The part in brackets, the reader standing on the opening one. */
  bracketed(): Filter {
    this.advance()
    const filter = this.filter(true)
    if (!this.#at(']')) throw this.#fail('"and", "or" or "]"')
    return filter
  }

  /** `emails[type eq "work"]`, and Entra's `emails[type eq "work"].value eq "x"`: the comparison holds of the same element. */
  #valuePath(path: AttributePath): Filter {
    const inner = this.bracketed()
    const close = this.advance()
    const sub = this.#suffix(close)
    if (sub === undefined && !this.#atComparison()) return { kind: 'valuePath', path, filter: inner }
    const comparison = this.#expression(sub ?? { schema: undefined, name: 'value', sub: undefined, offset: this.#token.start })
    return { kind: 'valuePath', path, filter: { kind: 'and', filters: [inner, comparison] } }
  }

  #suffix(close: Token): AttributePath | undefined {
    const token = this.#token
    if (token.kind !== 'word' || token.start !== close.end || !token.text.startsWith('.')) return undefined
    const path = parseAttributePath(token.text.slice(1), token.start + 1)
    if (path === undefined || path.schema !== undefined || path.sub !== undefined) throw this.#fail('a sub-attribute')
    this.advance()
    return path
  }

  #atComparison(): boolean {
    if (this.#token.kind !== 'word') return false
    const word = this.#token.text.toLowerCase()
    return word === 'pr' || OPERATORS.has(word)
  }

  #expression(path: AttributePath): Filter {
    if (++this.#terms > FILTER_TERMS) throw filterError(path.offset, `there are more than ${FILTER_TERMS} comparisons`)
    if (!this.#atComparison()) throw this.#fail('an operator (eq, ne, co, sw, ew, gt, ge, lt, le or pr)')
    const op = OPERATORS.get(this.advance().text.toLowerCase())
    if (op === undefined) return { kind: 'present', path }
    const token = this.#token
    if (token.kind !== 'string' && token.kind !== 'word') throw this.#fail('a value')
    this.advance()
    return { kind: 'compare', path, op, value: token.kind === 'string' ? token.text : bareValue(token), valueOffset: token.start }
  }
}

/** A value without quotes: a literal or number of JSON, or else text (Entra's documentation shows `externalId eq jyoung`). */
function bareValue(token: Token): string | number | boolean | null {
  switch (token.text.toLowerCase()) {
    case 'true':
      return true
    case 'false':
      return false
    case 'null':
      return null
    default:
      return NUMBER.test(token.text) ? Number(token.text) : token.text
  }
}

/**
 * Parses a filter (RFC 7644 §3.4.2.2). Names and operators may be in any case. Beyond the grammar, values may lack their quotes, and
 * `emails[type eq "work"].value eq "x"` and `emails[type eq "work"] eq "x"` are read as what Entra ID means by them.
 * @throws ScimError 400 invalidFilter that names the column and what was expected there
 */
export function parseFilter(text: string, limits: FilterLimits = {}): Filter {
  const reader = new FilterReader(text, limits)
  const filter = reader.filter(false)
  reader.expectEnd()
  return filter
}
