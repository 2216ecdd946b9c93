import { complex, dateTime, integer, text } from '../../../src/main/protocol/schema/define.ts'
import { createRegistry } from '../../../src/main/protocol/schema/registry.ts'
import type { AttributeDefinition, SchemaDefinition } from '../../../src/main/protocol/schema/types.ts'

export const STAFF = 'urn:example:params:scim:schemas:extension:staff:2.0:User'
export const BUDGET = 'urn:example:params:scim:schemas:extension:budget:2.0:Group'

const decimal = (name: string): AttributeDefinition => ({ ...integer(name, name), type: 'decimal' })

/** What the core schemas have none of: numbers, dates of the client's own, a list of plain texts, a case-exact text in an extension. */
const staff: SchemaDefinition = {
  id: STAFF,
  name: 'Staff',
  description: 'Staff',
  attributes: [
    integer('level', 'level'),
    decimal('score'),
    dateTime('hired', 'hired'),
    text('tags', 'tags', { multiValued: true }),
    text('badge', 'badge', { caseExact: true }),
    complex(
      'desks',
      'desks',
      [text('value', 'value'), integer('floor', 'floor'), dateTime('since', 'since'), text('labels', 'labels', { multiValued: true })],
      { multiValued: true },
    ),
  ],
}

const budget: SchemaDefinition = {
  id: BUDGET,
  name: 'Budget',
  description: 'Budget',
  attributes: [integer('amount', 'amount'), text('owner', 'owner')],
}

export const registry = createRegistry([
  { resourceType: 'User', required: false, schema: staff },
  { resourceType: 'Group', required: false, schema: budget },
])
