import { describe, expect, it } from 'vitest'
import { readPasted } from '../../../src/renderer/features/claims-tester/pasted.ts'

const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url')
const token = (payload: unknown): string => `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(payload)}.c2ln`

describe('S1: what is pasted into the claims tester', () => {
  it('a JSON list and one value per line are the claim', () => {
    expect(readPasted('["Admins", "/eng/ops"]')).toMatchObject({ form: 'value', claims: { groups: ['Admins', '/eng/ops'] } })
    expect(readPasted('Admins\r\n\n  /eng/ops ')).toMatchObject({ form: 'lines', claims: { groups: ['Admins', '/eng/ops'] } })
    expect(readPasted('Admins')).toMatchObject({ form: 'lines', claims: { groups: ['Admins'] } })
  })

  it('of a payload only the groups leave the window, and the name of the person is offered', () => {
    const payload = { sub: '1', email: 'ada@acme.example', preferred_username: ' ada ', groups: ['Admins'], secret: 'x' }
    expect(readPasted(JSON.stringify(payload))).toEqual({
      kind: 'claims',
      form: 'payload',
      claims: { groups: ['Admins'] },
      userName: 'ada',
    })
  })

  it('a token is decoded, whatever letters are in it', () => {
    const pasted = readPasted(`Bearer ${token({ upn: 'ada@acme.example', groups: ['Zürich ✓', 'ÿþ'], exp: 1 })}`)
    expect(pasted).toEqual({ kind: 'claims', form: 'token', claims: { groups: ['Zürich ✓', 'ÿþ'] }, userName: 'ada@acme.example' })
  })

  it('S3: absent, empty and malformed claims pass as they are: the service tells them apart', () => {
    expect(readPasted('{}')).toMatchObject({ claims: {} })
    expect(readPasted('{"groups": []}')).toMatchObject({ claims: { groups: [] } })
    expect(readPasted('[]')).toMatchObject({ claims: { groups: [] } })
    expect(readPasted('{"groups": "Admins"}')).toMatchObject({ claims: { groups: 'Admins' } })
    expect(readPasted('"Admins"')).toMatchObject({ claims: { groups: 'Admins' } })
    expect(readPasted('["Admins", 7]')).toMatchObject({ claims: { groups: ['Admins', 7] } })
    expect(readPasted('null')).toMatchObject({ claims: { groups: null } })
  })

  it('S3: what tells that Entra ID left the groups out goes with them, and no other claim source', () => {
    const payload = { _claim_names: { groups: 'src1', address: 'src2' }, _claim_sources: { src1: { endpoint: 'https://x' } } }
    expect(readPasted(JSON.stringify(payload))).toMatchObject({ claims: { _claim_names: { groups: 'src1' } } })
    expect(readPasted('{"hasgroups": true}')).toMatchObject({ claims: { hasgroups: true } })
  })

  it('what cannot be read is told and not guessed at', () => {
    expect(readPasted(' \n ')).toEqual({ kind: 'nothing' })
    expect(readPasted('["Admins"')).toMatchObject({ kind: 'unreadable', why: expect.stringContaining('begins like JSON') })
    expect(readPasted('eyJhbGciOiJSUzI1NiJ9.bm90IGpzb24.c2ln')).toMatchObject({ kind: 'unreadable', why: expect.stringContaining('cut') })
    expect(readPasted(token(['Admins']))).toMatchObject({ kind: 'unreadable' })
    expect(readPasted('eyJhbGciOiJSU0EifQ.a.b.c.d')).toMatchObject({ kind: 'unreadable', why: expect.stringContaining('encrypted') })
  })
})
