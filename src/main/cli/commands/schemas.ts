import { type DeclaredSchema, type Schema, SchemaResourceType } from '../../../shared/console/schemas.ts'
import type { Args, AskingCommand, Call, OptionSpec } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { Failure, UsageError } from '../failure.ts'
import { readJson } from '../json-file.ts'
import { organizationNamed } from '../names.ts'
import { counted, iso, printable, table } from '../text.ts'

const FORMAT =
  'FILE holds one SCIM Schema resource as JSON (RFC 7643 §7): "id" is its URN, then "name", "description" and "attributes"; "-" reads standard input.'
const TYPE_OPTION: OptionSpec = { value: 'TYPE', about: 'User or Group: what it extends; without it, what its URN ends in' }

function shown({ createdAt, updatedAt, ...schema }: Schema) {
  return { ...schema, createdAt: createdAt === null ? null : iso(createdAt), updatedAt: updatedAt === null ? null : iso(updatedAt) }
}

/** As /Schemas serves it and as `schema add` reads it. */
function resourceOf({ urn, name, description, attributes }: Schema) {
  return { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'], id: urn, name, description, attributes }
}

function described(schema: Schema): string {
  return `${printable(schema.name)} (${schema.urn}), ${counted(schema.attributes.length, 'attribute')} of ${schema.resourceType.toLowerCase()}s`
}

const list: AskingCommand = {
  words: 'schema list',
  operands: [],
  summary: "list the organization's SCIM schemas",
  about: 'Lists the schemas whose values the organization keeps: those of RFC 7643 and its own.',
  options: { org: ORG_OPTION },
  example: 'muster schema list --org acme',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const { schemas } = await call('schemas.list', { organizationId: organization.id })
    const rows = schemas.map(({ urn, name, resourceType, attributes, origin }) => [
      name,
      resourceType,
      String(attributes.length),
      origin === 'own' ? 'own' : 'RFC 7643',
      urn,
    ])
    return { json: schemas.map(shown), text: table(['NAME', 'EXTENDS', 'ATTRIBUTES', 'ORIGIN', 'URN'], rows, '') }
  },
}

const show: AskingCommand = {
  words: 'schema show',
  operands: ['URN'],
  summary: 'print a schema as SCIM JSON',
  about: 'Prints the schema as a SCIM Schema resource, which can be edited and given to "muster schema update".',
  options: { org: ORG_OPTION },
  example: 'muster schema show urn:example:2.0:User --org acme > example.json',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const { schemas } = await call('schemas.list', { organizationId: organization.id })
    const [urn = ''] = args.operands
    const schema = schemas.find((each) => each.urn.toLowerCase() === urn.toLowerCase())
    if (schema === undefined) throw new Failure(`${organization.name} has no schema ${urn}. "muster schema list" names those there are.`)
    const json = resourceOf(schema)
    return { json, text: JSON.stringify(json, null, 2) }
  },
}

const add: AskingCommand = {
  words: 'schema add',
  operands: ['FILE'],
  summary: 'declare a schema of your own',
  about: `Declares an extension schema: from then on its values are accepted, checked, kept and found like those of RFC 7643. ${FORMAT}`,
  options: { org: ORG_OPTION, type: TYPE_OPTION },
  example: 'muster schema add example.json --org acme',
  async ask(call, args) {
    const resourceType = typeOf(args)
    const { organization, schema } = await declared(call, args)
    const added = await call('schemas.add', { organizationId: organization.id, resourceType, schema })
    return { json: shown(added), text: `Added the schema ${described(added)}, to ${organization.name}.` }
  },
}

const update: AskingCommand = {
  words: 'schema update',
  operands: ['FILE'],
  summary: 'change a schema of your own',
  about: `Changes the schema of that URN into what FILE says. Attributes can be added at any time; one that users or groups hold values of can be neither removed nor retyped. ${FORMAT}`,
  options: { org: ORG_OPTION },
  example: 'muster schema update example.json --org acme',
  async ask(call, args) {
    const { organization, schema } = await declared(call, args)
    const changed = await call('schemas.update', { organizationId: organization.id, schema })
    return { json: shown(changed), text: `Changed the schema ${described(changed)}, of ${organization.name}.` }
  },
}

const remove: AskingCommand = {
  words: 'schema remove',
  operands: ['URN'],
  summary: 'remove a schema of your own',
  about:
    'Removes an extension schema. It is refused while a user or group holds a value of it: have the identity provider clear them first.',
  options: { org: ORG_OPTION },
  example: 'muster schema remove urn:example:2.0:User --org acme',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const [urn = ''] = args.operands
    const removed = await call('schemas.remove', { organizationId: organization.id, urn })
    return { json: removed, text: `Removed the schema ${printable(removed.name)} (${removed.urn}) from ${organization.name}.` }
  },
}

/** What FILE holds is the door's to judge: it says where it is wrong. */
async function declared(call: Call, args: Args) {
  const [file = ''] = args.operands
  const schema = (await readJson(file)) as DeclaredSchema
  return { organization: await organizationNamed(call, args.text('org') ?? ''), schema }
}

function typeOf(args: Args): SchemaResourceType | undefined {
  const text = args.text('type')
  if (text === undefined) return undefined
  const found = SchemaResourceType.options.find((each) => each.toLowerCase() === text.toLowerCase())
  if (found === undefined) throw new UsageError(`--type must be User or Group, not "${text}".`, add.words)
  return found
}

export const schemaCommands = [list, show, add, update, remove]
