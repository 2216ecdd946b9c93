import { describe, expect, it } from 'vitest'
import type { AttributePath, Filter } from '../../src/main/protocol/filter/ast.ts'
import { parseFilter } from '../../src/main/protocol/filter/parser.ts'
import { printFilter } from './print-filter.ts'
import { expectRefusal } from './refusal.ts'

/** A filter without its offsets, in one line that shows its structure. */
function shape(filter: Filter): string {
  const path = ({ schema, name, sub }: AttributePath) =>
    `${schema === undefined ? '' : `${schema}|`}${name}${sub === undefined ? '' : `.${sub}`}`
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.kind} ${filter.filters.map(shape).join(' ')})`
    case 'not':
      return `(not ${shape(filter.filter)})`
    case 'present':
      return `${path(filter.path)}?`
    case 'compare':
      return `${path(filter.path)} ${filter.op} ${JSON.stringify(filter.value)}`
    case 'valuePath':
      return `${path(filter.path)}[${shape(filter.filter)}]`
  }
}

/** Every example of RFC 7644 §3.4.2.2, with what it means. */
const examples: [string, string][] = [
  ['userName eq "bjensen"', 'userName eq "bjensen"'],
  [`name.familyName co "O'Malley"`, `name.familyName co "O'Malley"`],
  ['userName sw "J"', 'userName sw "J"'],
  ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"', 'urn:ietf:params:scim:schemas:core:2.0:User|userName sw "J"'],
  ['title pr', 'title?'],
  ['meta.lastModified gt "2011-05-13T04:42:34Z"', 'meta.lastModified gt "2011-05-13T04:42:34Z"'],
  ['meta.lastModified ge "2011-05-13T04:42:34Z"', 'meta.lastModified ge "2011-05-13T04:42:34Z"'],
  ['meta.lastModified lt "2011-05-13T04:42:34Z"', 'meta.lastModified lt "2011-05-13T04:42:34Z"'],
  ['meta.lastModified le "2011-05-13T04:42:34Z"', 'meta.lastModified le "2011-05-13T04:42:34Z"'],
  ['title pr and userType eq "Employee"', '(and title? userType eq "Employee")'],
  ['title pr or userType eq "Intern"', '(or title? userType eq "Intern")'],
  [
    'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
    'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
  ],
  [
    'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
    '(and userType eq "Employee" (or emails co "example.com" emails.value co "example.org"))',
  ],
  [
    'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
    '(and userType ne "Employee" (not (or emails co "example.com" emails.value co "example.org")))',
  ],
  ['userType eq "Employee" and (emails.type eq "work")', '(and userType eq "Employee" emails.type eq "work")'],
  [
    'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
    '(and userType eq "Employee" emails[(and type eq "work" value co "@example.com")])',
  ],
  [
    'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
    '(or emails[(and type eq "work" value co "@example.com")] ims[(and type eq "xmpp" value co "@foo.com")])',
  ],
]

/** What identity providers write that the grammar does not have, and spellings that it allows. */
const spellings: [string, string][] = [
  ['USERNAME EQ "x" AND NOT (Title PR)', '(and USERNAME eq "x" (not Title?))'],
  ['externalId eq jyoung', 'externalId eq "jyoung"'],
  ['userName eq dale.mohr@romaguera.uk', 'userName eq "dale.mohr@romaguera.uk"'],
  ['emails[type eq "work"].value eq "x"', 'emails[(and type eq "work" value eq "x")]'],
  ['emails[type eq "work"] eq "x"', 'emails[(and type eq "work" value eq "x")]'],
  ['emails[type eq "work"].value pr', 'emails[(and type eq "work" value?)]'],
  ['emails[type eq "work" or type eq "home"].value sw "x"', 'emails[(and (or type eq "work" type eq "home") value sw "x")]'],
  ['a.$ref eq "x"', 'a.$ref eq "x"'],
  ['  ( a   pr )  ', 'a?'],
  ['a\tpr\nand\r\nb pr', '(and a? b?)'],
  ['a eq TRUE and b eq False and c eq Null', '(and a eq true b eq false c eq null)'],
  ['a eq 7 and b eq -1.5e3 and c eq 007', '(and a eq 7 b eq -1500 c eq "007")'],
  ['a eq "caf\\u00e9 \\"q\\" \\\\ \\n"', 'a eq "café \\"q\\" \\\\ \\n"'],
  ['a eq "\\ud83d\\ude00"', 'a eq "😀"'],
  ['a eq "(b pr) and [c]"', 'a eq "(b pr) and [c]"'],
  ['not eq "x"', 'not eq "x"'],
  ['and eq "x"', 'and eq "x"'],
]

const precedence: [string, string][] = [
  ['a pr or b pr and c pr', '(or a? (and b? c?))'],
  ['a pr and b pr or c pr', '(or (and a? b?) c?)'],
  ['(a pr or b pr) and c pr', '(and (or a? b?) c?)'],
  ['not (a pr) and b pr', '(and (not a?) b?)'],
  ['not (a pr and b pr) or c pr', '(or (not (and a? b?)) c?)'],
  ['a pr and b pr and c pr', '(and a? b? c?)'],
  ['not (not (a pr))', '(not (not a?))'],
  ['emails[not (type eq "work") and primary eq true]', 'emails[(and (not type eq "work") primary eq true)]'],
]

describe('reading filters', () => {
  it.each(examples)('R1: the RFC 7644 example %s is read as it is meant', (text, expected) => {
    expect(shape(parseFilter(text))).toBe(expected)
  })

  it.each(spellings)('R1: %s is understood', (text, expected) => {
    expect(shape(parseFilter(text))).toBe(expected)
  })

  it.each(precedence)('R1: in %s, not binds before and, and and before or', (text, expected) => {
    expect(shape(parseFilter(text))).toBe(expected)
  })

  it.each([...examples, ...spellings, ...precedence])('R1: %s printed and read again is the same filter', (text) => {
    const filter = parseFilter(text)
    expect(shape(parseFilter(printFilter(filter)))).toBe(shape(filter))
  })

  it.each([
    ['', 1, 'expected an attribute'],
    ['userName', 9, 'expected an operator'],
    ['userName eq', 12, 'expected a value, found the end'],
    ['userName xx "x"', 10, 'found "xx"'],
    ['userName eq "x', 13, 'not closed'],
    ['userName eq "x" userName', 17, 'expected "and", "or" or the end'],
    ['userName eq "x" and', 20, 'expected an attribute'],
    ['(userName pr', 13, 'or ")"'],
    ['userName pr)', 12, 'the end'],
    ['emails[type eq "work"', 22, 'or "]"'],
    ['emails[type[a pr]]', 12, 'inside another'],
    ['emails[]', 8, 'expected an attribute'],
    ['emails[type pr].', 16, 'a sub-attribute'],
    ['emails[type pr] .value eq "x"', 17, '"and", "or" or the end'],
    ['"x" eq userName', 1, 'expected an attribute'],
    ['not userName pr', 5, 'expected an operator'],
    ['a.b.c eq "x"', 1, 'not the name of an attribute'],
    ['1a eq "x"', 1, 'not the name of an attribute'],
    ['a eq "\\x"', 6, 'escape'],
    ['a eq (b)', 6, 'expected a value'],
  ])('R1: %o is invalidFilter that tells the column %i and why', (text, column, why) => {
    const error = expectRefusal(() => parseFilter(text), 400, 'invalidFilter')
    expect(error.message).toContain(`column ${column}:`)
    expect(error.message).toContain(why)
  })

  it('R10: a filter that is too long is refused with both lengths', () => {
    const error = expectRefusal(() => parseFilter(`a eq "${'x'.repeat(50)}"`, { length: 40 }), 400, 'invalidFilter')
    expect(error.message).toContain('57 characters')
    expect(error.message).toContain('at most 40')
  })

  it('R10: parentheses that stand too deep are refused, and those that do not are read', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}a pr${')'.repeat(depth)}`
    expect(shape(parseFilter(nested(5), { depth: 5 }))).toBe('a?')
    expectRefusal(() => parseFilter(nested(6), { depth: 5 }), 400, 'invalidFilter')
    expectRefusal(() => parseFilter(nested(4000)), 400, 'invalidFilter')
    expectRefusal(() => parseFilter(`${'not ('.repeat(1000)}a pr${')'.repeat(1000)}`), 400, 'invalidFilter')
  })

  it('R10: more comparisons than an engine could take are refused', () => {
    const many = (n: number) => Array.from({ length: n }, () => 'a pr').join(' or ')
    expect(parseFilter(many(200)).kind).toBe('or')
    expectRefusal(() => parseFilter(many(201)), 400, 'invalidFilter')
  })

  it.each(['a eq "\\u0000"', 'a eq "\\ud800"'])('R10: %s asks for a character that nothing stored can have', (text) => {
    expectRefusal(() => parseFilter(text), 400, 'invalidFilter')
  })

  it('R10: NUL and half a surrogate pair are refused wherever they stand', () => {
    expectRefusal(() => parseFilter('a eq "\0"'), 400, 'invalidFilter')
    expectRefusal(() => parseFilter('a eq "\ud800"'), 400, 'invalidFilter')
  })
})
