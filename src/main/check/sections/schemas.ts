/** RFC 7644 §4 and RFC 7643 §7: how attributes are defined, and that the core ones are defined as RFC 7643 §4 and §8.7 have them. */
import { hasStatus, holds, isError, LIST_URN } from '../expect.ts'
import { at, isSame, listAt, shown, textAt, textOf } from '../json.ts'
import type { Json } from '../json.ts'
import { USER_URN } from '../profile.ts'
import { section } from '../section.ts'
import type { Answer, Check, Need, Trial } from '../types.ts'

const URN = 'urn:ietf:params:scim:schemas:core:2.0:Schema'

const allowed: Readonly<Record<string, readonly string[]>> = {
  type: ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'complex', 'binary'],
  mutability: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
  returned: ['always', 'never', 'default', 'request'],
  uniqueness: ['none', 'server', 'global'],
}

async function schemas(t: Trial): Promise<Answer> {
  const answer = await t.get('/Schemas')
  hasStatus(answer, 200)
  return answer
}

/** Every definition with the attributes below it, and how it is called. */
function definitions(schema: Json): { name: string; definition: Json }[] {
  return listAt(schema, 'attributes').flatMap((definition) => {
    const name = textAt(definition, 'name') ?? '?'
    return [
      { name, definition },
      ...listAt(definition, 'subAttributes').map((sub) => ({ name: `${name}.${textAt(sub, 'name') ?? '?'}`, definition: sub })),
    ]
  })
}

async function forEachDefinition(t: Trial, test: (answer: Answer, name: string, definition: Json) => void): Promise<void> {
  const answer = await schemas(t)
  for (const schema of listAt(answer.body, 'Resources'))
    for (const { name, definition } of definitions(schema)) test(answer, `${textAt(schema, 'id') ?? '?'}:${name}`, definition)
}

/** That the server defines an attribute as the RFC does; one that it does not define is none of its business. */
function defined(
  id: string,
  rule: string,
  attribute: Need,
  expected: Readonly<Record<string, Json>>,
): Omit<Check, 'rule'> & { rule: string } {
  const spoken = Object.entries(expected).map(([name, value]) => `${name} ${textOf(value)}`)
  return {
    id: `schemas/${id}`,
    rule,
    level: 'MUST',
    title: `The schema defines ${attribute} with ${spoken.join(', ')}`,
    needs: [attribute],
    async run(t) {
      const answer = await schemas(t)
      const definition = t.profile.attribute(attribute)
      for (const [name, value] of Object.entries(expected))
        holds(answer, isSame(at(definition, name), value), `${name} ${shown(value)} on ${attribute}`, shown(at(definition, name)))
    },
  }
}

export const schemaDefinitions = section(
  '7643 7',
  [],
  [
    {
      id: 'schemas/list',
      rule: '7644 4',
      level: 'MUST',
      title: 'GET /Schemas answers a ListResponse of schemas, each with id, name and attributes',
      async run(t) {
        const answer = await schemas(t)
        holds(answer, listAt(answer.body, 'schemas').includes(LIST_URN), `the schema ${LIST_URN}`)
        const listed = listAt(answer.body, 'Resources')
        holds(answer, listed.length > 0 && at(answer.body, 'totalResults') === listed.length, `totalResults ${listed.length}`)
        for (const schema of listed) {
          holds(answer, (textAt(schema, 'id') ?? '') !== '', 'an id on each', shown(schema))
          holds(answer, Array.isArray(at(schema, 'attributes')), 'attributes on each', shown(textAt(schema, 'id')))
        }
      },
    },
    {
      id: 'schemas/by-urn',
      rule: '7644 4',
      level: 'MUST',
      title: 'One schema is answered by its URN as a single resource',
      async run(t) {
        for (const schema of listAt((await schemas(t)).body, 'Resources')) {
          const id = textAt(schema, 'id') ?? ''
          const answer = await t.get(`/Schemas/${encodeURIComponent(id)}`)
          hasStatus(answer, 200)
          holds(answer, textAt(answer.body, 'id') === id, `the schema ${id}`, shown(at(answer.body, 'id')))
        }
      },
    },
    {
      id: 'schemas/unknown',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'A schema that does not exist is 404',
      async run(t) {
        isError(await t.get('/Schemas/urn:ietf:params:scim:schemas:core:2.0:NoSuchSchema'), 404)
      },
    },
    {
      id: 'schemas/own-schema',
      level: 'SHOULD',
      title: 'Each schema resource carries the schema URN of schemas',
      async run(t) {
        const answer = await schemas(t)
        for (const schema of listAt(answer.body, 'Resources'))
          holds(answer, listAt(schema, 'schemas').includes(URN), `schemas with ${URN}`, shown(at(schema, 'schemas')))
      },
    },
    {
      id: 'schemas/names',
      rule: '7643 2.1',
      level: 'MUST',
      title: 'Attribute names are letters, digits, hyphens and underscores after a letter ($ref apart), each once',
      async run(t) {
        await forEachDefinition(t, (answer, name, definition) => {
          const own = textAt(definition, 'name') ?? ''
          holds(answer, own === '$ref' || /^[A-Za-z][\w-]*$/.test(own), 'a valid attribute name', shown(own))
          const below = listAt(definition, 'subAttributes').map((each) => textAt(each, 'name')?.toLowerCase())
          holds(answer, new Set(below).size === below.length, `each sub-attribute of ${name} once`, shown(below))
        })
      },
    },
    {
      id: 'schemas/characteristics',
      level: 'MUST',
      title: 'Every attribute has a type, and only the characteristics that RFC 7643 knows',
      async run(t) {
        await forEachDefinition(t, (answer, name, definition) => {
          for (const [characteristic, values] of Object.entries(allowed)) {
            const value = at(definition, characteristic)
            const isKnown = typeof value === 'string' && values.includes(value)
            holds(
              answer,
              isKnown || (value === undefined && characteristic !== 'type'),
              `${characteristic} of ${name} among ${values.join(', ')}`,
              shown(value),
            )
          }
          holds(
            answer,
            typeof at(definition, 'multiValued') === 'boolean',
            `true or false as multiValued of ${name}`,
            shown(at(definition, 'multiValued')),
          )
        })
      },
    },
    {
      id: 'schemas/complex',
      rule: '7643 2.3.8',
      level: 'MUST',
      title: 'Complex attributes have sub-attributes, others have none, and no sub-attribute is complex',
      async run(t) {
        await forEachDefinition(t, (answer, name, definition) => {
          const below = listAt(definition, 'subAttributes')
          const isComplex = at(definition, 'type') === 'complex'
          holds(answer, isComplex === below.length > 0, `sub-attributes of ${name} exactly when it is complex`, shown(definition))
          const nested = below.find((each) => at(each, 'type') === 'complex')
          holds(answer, nested === undefined, `no complex sub-attribute of ${name}`, shown(nested))
        })
      },
    },
    {
      id: 'schemas/references',
      level: 'SHOULD',
      title: 'Attributes of type reference say what they may refer to',
      async run(t) {
        await forEachDefinition(t, (answer, name, definition) => {
          if (at(definition, 'type') !== 'reference') return
          holds(answer, listAt(definition, 'referenceTypes').length > 0, `referenceTypes of ${name}`, shown(definition))
        })
      },
    },
    {
      id: 'schemas/write-only',
      level: 'MUST',
      title: 'No attribute that is written only is returned',
      rule: '7643 2.2',
      async run(t) {
        await forEachDefinition(t, (answer, name, definition) => {
          if (at(definition, 'mutability') !== 'writeOnly') return
          holds(answer, at(definition, 'returned') === 'never', `returned never on ${name}`, shown(at(definition, 'returned')))
        })
      },
    },
    {
      id: 'schemas/user',
      rule: '7643 4.1',
      level: 'MUST',
      title: 'The core User schema is served, where there are users',
      needs: ['users'],
      async run(t) {
        hasStatus(await t.get(`/Schemas/${USER_URN}`), 200)
      },
    },
    defined('user-name', '7643 4.1.1', 'User.userName', { type: 'string', required: true, caseExact: false, uniqueness: 'server' }),
    defined('password', '7643 4.1.1', 'User.password', { mutability: 'writeOnly', returned: 'never' }),
    defined('groups', '7643 4.1.2', 'User.groups', { type: 'complex', multiValued: true, mutability: 'readOnly' }),
    defined('emails', '7643 4.1.2', 'User.emails', { type: 'complex', multiValued: true }),
    defined('active', '7643 4.1.1', 'User.active', { type: 'boolean', multiValued: false }),
    defined('members', '7643 4.2', 'Group.members', { type: 'complex', multiValued: true }),
    defined('member-value', '7643 4.2', 'Group.members.value', { mutability: 'immutable' }),
    defined('manager-name', '7643 4.3', 'Enterprise.manager.displayName', { mutability: 'readOnly' }),
  ],
)
