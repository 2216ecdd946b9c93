import * as fc from 'fast-check'
import { ENTERPRISE, GROUP, USER } from '../../support/scim-client.ts'

const OURS =
  'userName displayName externalId active emails name members groups meta id schemas roles title addresses x509Certificates password ' +
  'phoneNumbers nickName USERNAME manager employeeNumber photos ims value type primary display $ref operation givenName familyName ' +
  'name.givenName emails.value meta.created'
const JAVASCRIPT = '__proto__ constructor prototype toString hasOwnProperty valueOf length __defineGetter__ then toJSON'
const URNS = [USER, GROUP, ENTERPRISE, `${ENTERPRISE}:department`, `${ENTERPRISE}:manager`, `${USER}:userName`, 'urn:x:y']
const ODD = [
  '',
  ' ',
  '.',
  '..',
  ':',
  '[',
  ']',
  '"',
  "'",
  '\0',
  '%',
  '\u2028',
  'a b',
  'members[',
  '$',
  'bulkId:1',
  'emails[type eq "work"].value',
]
const NAMES = [...OURS.split(' '), ...JAVASCRIPT.split(' '), ...URNS, ...ODD]

/** Names that mean something to SCIM or to JavaScript, in the wrong places as in the right ones. */
export const name = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12, unit: 'binary' }) },
)

const text = fc.oneof(
  fc.constantFrom(
    '',
    'work',
    'home',
    'True',
    'false',
    'null',
    '1',
    '2026-11-22T09:00:00Z',
    'bulkId:1',
    'bulkId:',
    '../Users/x',
    'User',
    'Group',
  ),
  fc.constantFrom(
    "'; DROP TABLE users; --",
    '"',
    '\\',
    '\0',
    '\ud800',
    '\udc00x',
    '🙂',
    'e\u0301',
    '\u202e',
    '%s',
    '%',
    '_',
    '.*',
    'İ',
    'ß',
  ),
  fc.string({ maxLength: 20, unit: 'binary' }),
  fc.string({ maxLength: 20 }),
  fc.integer({ min: 1, max: 3_000 }).map((length) => 'x'.repeat(length)),
)

/** Written into JSON text as they stand here: no JavaScript value prints as these. */
export const RAW_NUMBERS = [
  '1e400',
  '-1e999',
  '-0',
  '9007199254740993',
  '0.1e-400',
  '123456789012345678901234567890',
  '1E5',
  '-1',
  '0',
  '2.5',
]
const RAW = '\u{f0000}raw:'

const scalar = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 2, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.integer() },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.constantFrom(...RAW_NUMBERS).map((raw) => RAW + raw) },
)

/** Any JSON, its keys chosen to hurt. Built from entries, so that `__proto__` is a key like any other. */
export const anything: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3, depthSize: 'small' }, scalar, fc.array(tie('value'), { maxLength: 4 }), tie('object')),
  object: fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries) as unknown),
})).value

export const anyObject = fc
  .array(fc.tuple(name, anything), { maxLength: 5 })
  .map((entries) => Object.fromEntries(entries) as Record<string, unknown>)

/** JSON text, with raw numbers put in. */
export function printed(value: unknown): string {
  const json = JSON.stringify(value) as string | undefined
  return (json ?? 'null').replaceAll(new RegExp(`"${RAW}([^"]*)"`, 'gu'), '$1')
}
