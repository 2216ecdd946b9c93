import { describe, expect, it } from 'vitest'
import type { BoundFilter } from '../../src/main/protocol/filter/ast.ts'
import { bindFilter } from '../../src/main/protocol/filter/bind.ts'
import { evaluate } from '../../src/main/protocol/filter/evaluate.ts'
import { parseFilter } from '../../src/main/protocol/filter/parser.ts'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import { coreRegistry, createRegistry, ENTERPRISE_SCHEMA } from '../../src/main/protocol/schema/registry.ts'
import type { AttributeDefinition, ResourceTypeName } from '../../src/main/protocol/schema/types.ts'
import { enterpriseUser, fullUser, group, minimalUser } from './documents.ts'
import { expectRefusal } from './refusal.ts'

const bind = (text: string, type: ResourceTypeName = 'User'): BoundFilter => bindFilter(parseFilter(text), coreRegistry, type)
const finds = (text: string, resource: JsonObject, type: ResourceTypeName = 'User'): boolean => evaluate(bind(text, type), resource)

describe('the examples of RFC 7644 §3.4.2.2', () => {
  it.each([
    ['userName eq "bjensen"', false],
    ['userName eq "bjensen@example.com"', true],
    [`name.familyName co "O'Malley"`, false],
    ['name.familyName co "ense"', true],
    ['userName sw "J"', false],
    ['userName sw "BJ"', true],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "b"', true],
    ['title pr', true],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', false],
    ['meta.lastModified ge "2011-05-13T04:42:34Z"', true],
    ['meta.lastModified lt "2011-05-13T04:42:34Z"', false],
    ['meta.lastModified le "2011-05-13T04:42:34Z"', true],
    ['title pr and userType eq "Employee"', true],
    ['title pr or userType eq "Intern"', true],
    [`schemas eq "${ENTERPRISE_SCHEMA}"`, true],
    ['userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")', true],
    ['userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")', false],
    ['userType eq "Employee" and (emails.type eq "work")', true],
    ['userType eq "Employee" and emails[type eq "work" and value co "@example.com"]', true],
    ['emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]', true],
    ['emails[type eq "home" and value co "@example.com"]', false],
  ])('R1: %s is %s of the user of RFC 7643 §8.3', (text, expected) => {
    expect(finds(text, enterpriseUser)).toBe(expected)
  })
})

describe('what a filter means', () => {
  it.each([
    // Text without case, save where the attribute is caseExact.
    ['userName eq "BJENSEN@EXAMPLE.COM"', true],
    ['externalId eq "701984"', true],
    ['id eq "2819C223-7F76-453A-919D-413861904646"', false],
    ['name.givenName eq "BARBARA"', true],
    ['photos.value ew "/f"', false],
    ['photos.value ew "/F"', true],
    // Multi-valued: any value; conditions in brackets: one element.
    ['emails.value eq "babs@jensen.org" and emails.type eq "work"', true],
    ['emails[value eq "babs@jensen.org" and type eq "work"]', false],
    ['emails[primary eq true].value eq "bjensen@example.com"', true],
    ['emails[primary eq "True"]', true],
    ['emails.value ne "babs@jensen.org"', true],
    ['not (emails.value eq "babs@jensen.org")', false],
    ['ims.value ne "someaimhandle"', false],
    ['roles.value ne "admin"', true],
    ['roles eq "admin"', false],
    // A bare complex attribute stands for its value.
    ['emails eq "babs@jensen.org"', true],
    ['emails co "@jensen"', true],
    [`${ENTERPRISE_SCHEMA}:manager eq "26118915-6090-4610-87e4-49d8ca9f808d"`, true],
    ['manager eq "26118915-6090-4610-87e4-49d8ca9f808d"', true],
    [`${ENTERPRISE_SCHEMA}:manager.value eq "nobody"`, false],
    ['groups eq "e9e30dba-f08f-4109-8486-d5c6a331660a"', true],
    // Presence, null and the empty string.
    ['name pr', true],
    ['roles pr', false],
    ['nickName eq null', false],
    ['nickName ne null', true],
    ['roles eq null', true],
    ['roles.value eq ""', true],
    ['nickName eq ""', false],
    ['nickName ne ""', true],
    ['nickName co ""', true],
    ['nickName gt ""', true],
    ['nickName le ""', false],
    ['roles ne ""', false],
    ['meta pr', true],
    // Order of text, of instants, of booleans.
    ['userType gt "Emp"', true],
    ['userType lt "employee"', false],
    ['userType le "EMPLOYEE"', true],
    ['meta.created eq "2010-01-23T05:56:22+01:00"', true],
    ['meta.created gt "2010-01-23T04:56:21.999Z"', true],
    ['meta.created ne "2010-01-23T04:56:22Z"', false],
    ['active eq true', true],
    ['active eq "TRUE"', true],
    ['active ne false', true],
    // Attributes that are worked out.
    ['schemas eq "urn:ietf:params:scim:schemas:core:2.0:User"', true],
    ['schemas co "enterprise"', true],
    ['schemas eq "urn:example"', false],
    ['schemas pr', true],
    ['meta.resourceType eq "User"', true],
    ['meta.resourceType eq "Group"', false],
    ['meta[resourceType eq "User" and created lt "2020-01-01T00:00:00Z"]', true],
    ['name[givenName eq "Barbara" and familyName eq "Jensen"]', true],
  ])('R1: %s is %s of the user of RFC 7643 §8.3', (text, expected) => {
    expect(finds(text, enterpriseUser)).toBe(expected)
  })

  it('R1: an extension without content is not among the schemas', () => {
    expect(finds(`schemas eq "${ENTERPRISE_SCHEMA}"`, minimalUser)).toBe(false)
    expect(finds(`schemas ne "${ENTERPRISE_SCHEMA}"`, minimalUser)).toBe(true)
    expect(finds(`not (schemas eq "${ENTERPRISE_SCHEMA}")`, minimalUser)).toBe(true)
  })

  it.each([
    ['members eq "2819c223-7f76-453a-919d-413861904646"', true],
    ['members.value eq "nobody"', false],
    ['id eq "e9e30dba-f08f-4109-8486-d5c6a331660a" and members eq "902c246b-6245-4190-8e05-00816be7344a"', true],
    ['members[value eq "902c246b-6245-4190-8e05-00816be7344a" and display sw "Babs"]', false],
    ['displayName eq "TOUR guides"', true],
  ])('G10: %s is %s of the group of RFC 7643 §8.4', (text, expected) => {
    expect(finds(text, group, 'Group')).toBe(expected)
  })

  it('R1: text is ordered by the bytes of its UTF-8, where astral characters come last', () => {
    expect(finds('nickName gt "\uff5e"', { nickName: '😀' })).toBe(true)
    expect(finds('nickName lt "😀"', { nickName: '\uff5e' })).toBe(true)
  })

  it('R1: composed and decomposed letters are the same', () => {
    expect(finds('nickName eq "cafe\u0301"', { nickName: 'CAF\u00c9' })).toBe(true)
    expect(finds('nickName co "e\u0301"', { nickName: 'CAF\u00c9' })).toBe(true)
  })

  it('R1: a dot or a percent sign in a value is no wildcard', () => {
    expect(finds('userName eq ".*"', minimalUser)).toBe(false)
    expect(finds('userName co "%"', minimalUser)).toBe(false)
    expect(finds('userName sw "_"', minimalUser)).toBe(false)
  })

  it('R1: what an object inherits is no value of it', () => {
    const odd: AttributeDefinition = { ...definition('nickName'), name: 'constructor' }
    const registry = createRegistry([
      { resourceType: 'User', required: false, schema: { id: 'urn:x:odd', name: 'Odd', description: 'Odd', attributes: [odd] } },
    ])
    const filter = bindFilter(parseFilter('urn:x:odd:constructor pr'), registry, 'User')
    expect(evaluate(filter, fullUser)).toBe(false)
    expect(evaluate(filter, { 'urn:x:odd': { constructor: 'x' } })).toBe(true)
  })
})

function definition(name: string): AttributeDefinition {
  const found = coreRegistry.resolve('User', { name })
  if (found === undefined) throw new Error(name)
  return found.attribute
}

describe('filters that cannot be asked', () => {
  it.each([
    ['usrName eq "x"', 'did you mean "userName"'],
    ['name.famlyName eq "x"', 'did you mean "name.familyName"'],
    ['emails[typ eq "work"]', 'did you mean "emails.type"'],
    ['urn:example:nothing eq "x"', 'has no attribute "urn:example:nothing"'],
    ['members eq "x"', 'User has no attribute "members"'],
    ['password eq "t1meMa$heen"', 'never returned'],
    ['password pr', 'never returned'],
    ['meta.location pr', 'ask for the resource by its id'],
    ['meta.version eq "1"', 'ask for the resource by its id'],
    ['name eq "Jensen"', 'compare one of name.formatted'],
    ['addresses co "Hollywood"', 'addresses.streetAddress'],
    ['active gt true', '"active" is a boolean'],
    ['active co "tr"', '"active" is a boolean'],
    ['active eq "yes"', 'true or false'],
    ['active eq 1', 'true or false'],
    ['emails.primary ge false', 'is a boolean'],
    ['userName eq 7', 'text in quotes'],
    ['userName eq true', 'text in quotes'],
    ['userName gt null', 'eq and ne only'],
    ['meta.created gt "yesterday"', 'a date and time'],
    ['meta.created gt "2011-02-30T00:00:00Z"', 'a date and time'],
    ['meta.created sw "2011"', 'is a date'],
    ['x509Certificates.value eq "MII"', '"pr" only'],
    ['x509Certificates gt "MII"', '"pr" only'],
    ['userName[value eq "x"]', 'no elements'],
    ['emails.value[type eq "x"]', 'no elements'],
    ['emails[emails.type eq "work"]', 'has no attribute'],
  ])('R1: %s is invalidFilter and says why', (text, why) => {
    expect(expectRefusal(() => bind(text), 400, 'invalidFilter').message).toContain(why)
  })

  it('R1: the column of what is wrong is told', () => {
    expect(expectRefusal(() => bind('userName pr and nope pr'), 400, 'invalidFilter').message).toContain('column 17:')
    expect(expectRefusal(() => bind('active eq "maybe"'), 400, 'invalidFilter').message).toContain('column 11:')
  })

  it('R1: nothing is suggested where nothing is near', () => {
    expect(expectRefusal(() => bind('zzzzzz pr'), 400, 'invalidFilter').message).not.toContain('did you mean')
  })
})

describe('a search across resource types', () => {
  const across = (text: string) => evaluate(bindFilter(parseFilter(text), coreRegistry, 'Group', { unknownAttributes: 'never' }), group)

  it.each([
    ['userName eq "bjensen"', false],
    ['userName pr', false],
    ['userName ne "bjensen"', true],
    ['userName eq null', true],
    ['userName ne null', false],
    ['userName eq ""', true],
    ['not (userName pr)', true],
    ['emails[type eq "work"]', false],
    ['emails[type eq "work"] or displayName eq "tour guides"', true],
    ['members[nope eq "x"]', false],
  ])('R6: %s is %s of a group, for which an attribute of users has no value', (text, expected) => {
    expect(across(text)).toBe(expected)
  })

  it('R6: what is wrong with a known attribute is still refused', () => {
    expectRefusal(() => across('displayName eq 5'), 400, 'invalidFilter')
  })
})
