import { describe, expect, it } from 'vitest'
import type { IndexEntry } from '../../src/main/protocol/filter/ast.ts'
import { indexEntries } from '../../src/main/protocol/filter/index-entries.ts'
import { coreRegistry, ENTERPRISE_SCHEMA } from '../../src/main/protocol/schema/registry.ts'
import { enterpriseUser, group } from './documents.ts'

const at = (entries: readonly IndexEntry[], key: string) => entries.filter((entry) => entry.key === key)

describe('the rows of the attribute index', () => {
  const entries = indexEntries(enterpriseUser, coreRegistry, 'User')

  it('R1: text is folded, save where the attribute is caseExact', () => {
    expect(at(entries, 'name.givenname')).toEqual([{ key: 'name.givenname', element: 0, text: 'barbara', number: 0 }])
    expect(at(entries, 'photos.value').map((entry) => entry.text)).toEqual([
      'https://photos.example.com/profilephoto/72930000000Ccne/F',
      'https://photos.example.com/profilephoto/72930000000Ccne/T',
    ])
    expect(at(entries, 'externalid')).toEqual([{ key: 'externalid', element: 0, text: '701984', number: 0 }])
    expect(at(entries, 'id')).toHaveLength(1)
  })

  it('R1: booleans and dates are numbers', () => {
    expect(at(entries, 'active')).toEqual([{ key: 'active', element: 0, text: '', number: 1 }])
    expect(at(entries, 'meta.created')).toEqual([{ key: 'meta.created', element: 0, text: '', number: Date.UTC(2010, 0, 23, 4, 56, 22) }])
    expect(at(entries, 'meta.lastmodified')).toHaveLength(1)
  })

  it('R1: each element of a complex attribute has a row that says it is there, and its parts have its number', () => {
    expect(at(entries, 'emails')).toEqual([
      { key: 'emails', element: 0, text: '', number: 0 },
      { key: 'emails', element: 1, text: '', number: 0 },
    ])
    expect(at(entries, 'emails.type').map(({ element, text }) => [element, text])).toEqual([
      [0, 'work'],
      [1, 'home'],
    ])
    expect(at(entries, 'name')).toHaveLength(1)
  })

  it('R1: attributes of an extension have its URN before their key', () => {
    const urn = ENTERPRISE_SCHEMA.toLowerCase()
    expect(at(entries, `${urn}:department`).map((entry) => entry.text)).toEqual(['tour operations'])
    expect(at(entries, `${urn}:manager.value`)).toHaveLength(1)
    expect(at(entries, `${urn}:manager`)).toHaveLength(1)
  })

  it('R1: binary values have a row of presence and nothing of their content', () => {
    expect(at(entries, 'x509certificates.value')).toEqual([{ key: 'x509certificates.value', element: 0, text: '', number: 0 }])
  })

  it('R1: passwords, schemas, and what is settled while binding have no rows', () => {
    const keys = new Set(entries.map((entry) => entry.key))
    for (const key of ['password', 'schemas', 'meta.location', 'meta.version', 'meta.resourcetype']) expect(keys).not.toContain(key)
    expect(JSON.stringify(entries)).not.toContain('t1meMa')
  })

  it("G10: relations are held elsewhere: neither a group's members nor a user's groups have rows", () => {
    expect(entries.filter(({ key }) => key.startsWith('groups'))).toEqual([])
    expect(indexEntries(group, coreRegistry, 'Group').map(({ key }) => key)).toEqual([
      'id',
      'displayname',
      'meta',
      'meta.created',
      'meta.lastmodified',
    ])
  })

  it('R1: unknown keys, values of another type and blanks have no rows', () => {
    const odd = { userName: 'x', nope: 'y', active: 'true', title: '', emails: [{}, { value: null }], __proto__x: 1, name: {} }
    expect(indexEntries(odd, coreRegistry, 'User').map(({ key }) => key)).toEqual(['username'])
  })
})
