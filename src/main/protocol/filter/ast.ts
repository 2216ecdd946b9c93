import type { ResolvedAttribute } from '../schema/types.ts'

/** RFC 7644 §3.4.2.2. */
export type CompareOperator = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'

/** `attrPath` as written: `[URN ":"] name ["." sub]`. `offset` is its 0-based place in the filter text. */
export interface AttributePath {
  readonly schema: string | undefined
  readonly name: string
  readonly sub: string | undefined
  readonly offset: number
}

/** A filter as parsed, its attributes not yet looked up. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'present'; readonly path: AttributePath }
  | {
      readonly kind: 'compare'
      readonly path: AttributePath
      readonly op: CompareOperator
      readonly value: string | number | boolean | null
      readonly valueOffset: number
    }
  | { readonly kind: 'valuePath'; readonly path: AttributePath; readonly filter: Filter }

/** A comparison value brought to the attribute's own type. Text is folded where the attribute is not caseExact; dates are ms since 1970; booleans are 0 and 1. */
export type Operand = { readonly type: 'text'; readonly text: string } | { readonly type: 'number'; readonly number: number }

/**
 * A filter with every attribute resolved and every operand typed: what the evaluator and the SQL compiler both read.
 * `eq null` is bound to `not present`, `ne null` to `present`; a bare complex attribute is bound to its `value`.
 * Inside `valuePath` the comparisons are on sub-attributes of that one attribute and hold of one and the same element.
 * `never` is an attribute that the type does not have, in a search across types (RFC 7644 §3.4.2.1).
 */
export type BoundFilter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly BoundFilter[] }
  | { readonly kind: 'not'; readonly filter: BoundFilter }
  | { readonly kind: 'present'; readonly attribute: ResolvedAttribute }
  | { readonly kind: 'compare'; readonly attribute: ResolvedAttribute; readonly op: CompareOperator; readonly operand: Operand }
  | { readonly kind: 'valuePath'; readonly attribute: ResolvedAttribute; readonly filter: BoundFilter }
  | { readonly kind: 'never' }

/**
 * One row of the attribute index: a value at a path of a resource. `element` is the place in a multi-valued attribute (0 for
 * single-valued). Text values have `number` 0; numbers, dates (ms) and booleans have `text` ''.
 * Each element of a complex attribute also has a presence row at the attribute's own key with text '' and number 0.
 */
export interface IndexEntry {
  readonly key: string
  readonly element: number
  readonly text: string
  readonly number: number
}
