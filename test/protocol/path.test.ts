import { describe, expect, it } from 'vitest'
import { type PatchPath, parsePatchPath } from '../../src/main/protocol/path.ts'
import { coreRegistry, ENTERPRISE_SCHEMA, USER_SCHEMA } from '../../src/main/protocol/schema/registry.ts'
import { expectRefusal } from './refusal.ts'

const parse = (text: string, type: 'User' | 'Group' = 'User') => parsePatchPath(text, coreRegistry, type)

function summary(path: PatchPath): string {
  switch (path.kind) {
    case 'attribute':
      return path.attribute.key
    case 'elements':
      return `${path.attribute.key}[${path.filter.kind}]${path.sub === undefined ? '' : ` ${path.sub.key}`}`
    case 'extension':
      return `extension ${path.urn}`
    case 'unknownSchema':
      return `unknown ${path.schema}`
    case 'root':
      return 'root'
  }
}

describe('PATCH paths (RFC 7644 §3.5.2, Figure 7)', () => {
  it.each([
    ['name.familyName', 'name.familyname'],
    ['addresses[type eq "work"]', 'addresses[compare]'],
    ['addresses[type eq "work"].streetAddress', 'addresses[compare] addresses.streetaddress'],
    ['EMAILS[TYPE EQ "work" AND value EW "example.com"].VALUE', 'emails[and] emails.value'],
    ['emails[not (type eq "work")]', 'emails[not]'],
    [' userName ', 'username'],
    [`${USER_SCHEMA}:userName`, 'username'],
    [`${USER_SCHEMA}:emails[type eq "work"].value`, 'emails[compare] emails.value'],
    [`${ENTERPRISE_SCHEMA}:manager`, `${ENTERPRISE_SCHEMA.toLowerCase()}:manager`],
    [`${ENTERPRISE_SCHEMA.toLowerCase()}:Manager.Value`, `${ENTERPRISE_SCHEMA.toLowerCase()}:manager.value`],
    [ENTERPRISE_SCHEMA, `extension ${ENTERPRISE_SCHEMA}`],
    [USER_SCHEMA, 'root'],
    ['urn:example:none:attribute', 'unknown urn:example:none'],
    ['emails[value eq "]"].type', 'emails[compare] emails.type'],
  ])('R2: %s is understood', (text, expected) => {
    expect(summary(parse(text))).toBe(expected)
  })

  it('R2: the RFC’s paths on groups are understood', () => {
    expect(summary(parse('members', 'Group'))).toBe('members')
    expect(summary(parse('members[value eq "2819c223-7f76-453a-919d-413861904646"]', 'Group'))).toBe('members[compare]')
    expect(summary(parse('members[value eq "2819c223-7f76-453a-919d-413861904646"].display', 'Group'))).toBe(
      'members[compare] members.display',
    )
  })

  it.each([
    ['nickname2', 'did you mean "nickName"'],
    ['name.famliyName', 'did you mean "name.familyName"'],
    ['emails[type eq "work"].valeu', 'did you mean "emails.value"'],
    ['name.familyName.x', 'is not of the form'],
    ['emails.', 'is not of the form'],
    ['.value', 'is not of the form'],
    ['[type eq "work"]', 'is not of the form'],
    ['emails[type eq "work"]value', 'only a dot and a sub-attribute'],
    ['emails[type eq "work"].value.x', 'only a dot and a sub-attribute'],
    ['emails[type eq "work"] and x pr', 'only a dot and a sub-attribute'],
    ['emails.value[type eq "work"]', 'not multi-valued'],
    ['userName[value eq "x"]', 'not multi-valued'],
    [`${USER_SCHEMA}:nope`, 'names no attribute of User'],
    [`${ENTERPRISE_SCHEMA}:nope`, 'names no attribute of User'],
    ['__proto__', 'is not of the form'],
    ['constructor', 'names no attribute'],
    ['members', 'names no attribute of User'],
  ])('R2: %s is invalidPath', (text, why) => {
    expect(expectRefusal(() => parse(text), 400, 'invalidPath').message).toContain(why)
  })

  it('R10: a path that is too long is refused and not repeated', () => {
    expect(expectRefusal(() => parse('x'.repeat(100_000)), 400, 'invalidPath').message.length).toBeLessThan(200)
  })

  it.each(['emails[', 'emails[type eq "work"', 'emails[]', 'emails[nope eq "x"]', 'emails[primary gt true]', 'emails[type eq]'])(
    'R2: what stands in the brackets of %s is invalidFilter (RFC 7644 §3.12)',
    (text) => {
      expectRefusal(() => parse(text), 400, 'invalidFilter')
    },
  )
})
