import * as fc from 'fast-check'
import type { JsonObject } from '../../../src/main/protocol/json.ts'
import { ENTERPRISE_SCHEMA } from '../../../src/main/protocol/schema/enterprise.ts'
import { BUDGET, STAFF } from './schema.ts'
import { instant, number, whole, word } from './values.ts'

/** An object with each of the keys there or not. */
function some(parts: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<JsonObject> {
  return fc.record(parts, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>
}

const labelled = (value: fc.Arbitrary<unknown> = word) =>
  fc.array(some({ value, type: fc.constantFrom('work', 'Home', 'other'), primary: fc.boolean(), display: word }), { maxLength: 3 })

/** What a client may send of a user, userName and id apart. */
export const person: fc.Arbitrary<JsonObject> = some({
  displayName: word,
  nickName: word,
  title: word,
  externalId: word,
  active: fc.boolean(),
  name: some({ givenName: word, familyName: word, formatted: word }),
  emails: labelled(),
  phoneNumbers: labelled(),
  roles: labelled(),
  photos: labelled(),
  x509Certificates: labelled(fc.constantFrom('MIIB', 'AAAA')),
  addresses: fc.array(
    some({ region: word, country: fc.constantFrom('AT', 'at', 'DE'), type: fc.constantFrom('work', 'home'), primary: fc.boolean() }),
    {
      maxLength: 2,
    },
  ),
  [ENTERPRISE_SCHEMA]: some({ department: word, employeeNumber: word, manager: some({ value: word }) }),
  [STAFF]: some({
    level: whole,
    score: number,
    hired: instant,
    tags: fc.array(word, { maxLength: 3 }),
    badge: word,
    desks: fc.array(some({ value: word, floor: whole, since: instant, labels: fc.array(word, { maxLength: 3 }) }), { maxLength: 2 }),
  }),
})

export const team: fc.Arbitrary<JsonObject> = some({ externalId: word, [BUDGET]: some({ amount: whole, owner: word }) })
