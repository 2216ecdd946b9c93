/** RFC 7644 §3.4.2.2, in the plainest way: a recursive descent to a function of a resource. */
import type { Json } from '../../../src/main/check/json.ts'
import { elementsOf, holderOf, isDoc, named, targetOf } from './paths.ts'
import type { Doc } from './paths.ts'
import { Refusal } from './refusal.ts'
import type { Definition, Kind } from './schemas.ts'

type Test = (doc: Doc) => boolean
/** The values of a name, with what is known of them; undefined for a name that nothing has. */
type Lookup = (name: string) => { definition: Definition; valuesIn: (doc: Doc) => Json[] } | undefined

const TOKEN = /\s*(\[|\]|\(|\)|"(?:[^"\\]|\\.)*"|[^\s[\]()"]+)/y

export function filterOf(kind: Kind, text: string): Test {
  return parse(text, lookupIn(kind))
}

/** The filter of a value path, on one element. */
export function elementFilter(definition: Definition, text: string): Test {
  return parse(text, lookupOn(definition))
}

function lookupIn(kind: Kind): Lookup {
  return (name) => {
    const target = targetOf(kind, name)
    if (target === undefined) return undefined
    const values = (doc: Doc): Json[] => elementsOf(holderOf(doc, target)?.[target.definition.name])
    const sub = target.sub ?? named(target.definition.subAttributes, 'value')
    if (target.definition.type !== 'complex' || sub === undefined) return { definition: target.definition, valuesIn: values }
    return {
      definition: target.sub ?? { ...target.definition, caseExact: sub.caseExact },
      valuesIn: (doc) => values(doc).flatMap((each) => (isDoc(each) ? elementsOf(each[sub.name]) : [])),
    }
  }
}

function lookupOn(definition: Definition): Lookup {
  return (name) => {
    const sub = named(definition.subAttributes, name)
    return sub && { definition: sub, valuesIn: (element) => elementsOf(element[sub.name]) }
  }
}

function bad(): never {
  throw new Refusal(400, 'invalidFilter', 'This is no filter.')
}

function parse(text: string, lookup: Lookup): Test {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) tokens.push(TOKEN.exec(text)?.[1] ?? bad())
  let place = 0
  const peek = (): string => tokens[place] ?? ''
  const take = (): string => tokens[place++] ?? bad()
  const expect = (token: string): void => void (take() === token || bad())

  const or = (on: Lookup): Test => {
    let test = and(on)
    while (peek().toLowerCase() === 'or') {
      take()
      const [left, right] = [test, and(on)]
      test = (doc) => left(doc) || right(doc)
    }
    return test
  }
  const and = (on: Lookup): Test => {
    let test = unary(on)
    while (peek().toLowerCase() === 'and') {
      take()
      const [left, right] = [test, unary(on)]
      test = (doc) => left(doc) && right(doc)
    }
    return test
  }
  const unary = (on: Lookup): Test => {
    if (peek().toLowerCase() === 'not' && tokens[place + 1] === '(') {
      take()
      const inner = unary(on)
      return (doc) => !inner(doc)
    }
    if (peek() !== '(') return comparison(on)
    take()
    const inner = or(on)
    expect(')')
    return inner
  }
  const comparison = (on: Lookup): Test => {
    const name = take()
    if (!/^[A-Za-z][\w.:$-]*$/.test(name)) bad()
    const found = on(name)
    if (peek() === '[') {
      take()
      const target = found?.definition
      if (target?.subAttributes === undefined) bad()
      const inner = or(lookupOn(target))
      expect(']')
      return (doc) => elementsOf(doc[target.name]).some((each) => isDoc(each) && inner(each))
    }
    const operator = take().toLowerCase()
    if (operator === 'pr') return presence(found, on === lookup ? name : undefined)
    if (!/^(eq|ne|co|sw|ew|gt|ge|lt|le)$/.test(operator)) bad()
    const value = literal(take())
    if (found === undefined) return () => operator === 'ne'
    if (/^[gl]/.test(operator) && found.definition.type === 'boolean') bad()
    return (doc) => compared(operator, found.valuesIn(doc), value, found.definition)
  }
  const test = or(lookup)
  return place === tokens.length ? test : bad()

  function presence(found: ReturnType<Lookup>, name: string | undefined): Test {
    if (found === undefined) return () => false
    const isWhole = name !== undefined && found.definition.type === 'complex'
    return (doc) => (isWhole ? elementsOf(doc[found.definition.name]).length > 0 : found.valuesIn(doc).length > 0)
  }
}

function literal(token: string): Json {
  try {
    return JSON.parse(token) as Json
  } catch {
    return bad()
  }
}

function compared(operator: string, values: readonly Json[], wanted: Json, definition: Definition): boolean {
  if (wanted === null) return (operator === 'eq') === (values.length === 0)
  if (operator === 'ne') return !values.some((value) => one('eq', value, wanted, definition))
  return values.some((value) => one(operator, value, wanted, definition))
}

function one(operator: string, value: Json, wanted: Json, { type, caseExact }: Definition): boolean {
  if (typeof value !== 'string' || typeof wanted !== 'string') return operator === 'eq' && value === wanted
  if (type === 'dateTime') return ordered(operator, Date.parse(value) - Date.parse(wanted))
  const [a, b] = caseExact ? [value, wanted] : [value.toLowerCase(), wanted.toLowerCase()]
  switch (operator) {
    case 'co':
      return a.includes(b)
    case 'sw':
      return a.startsWith(b)
    case 'ew':
      return a.endsWith(b)
    default:
      return ordered(operator, a < b ? -1 : a > b ? 1 : 0)
  }
}

function ordered(operator: string, difference: number): boolean {
  return { eq: difference === 0, gt: difference > 0, ge: difference >= 0, lt: difference < 0, le: difference <= 0 }[operator] ?? bad()
}
