import { type DeclaredAttribute, type DeclaredSchema, type DeclaredSubAttribute, SCHEMA_LIMITS } from '../../../shared/console/schemas.ts'
import type { AttributeDefinition, SchemaDefinition } from '../../protocol/schema/types.ts'
import { DomainError } from '../error.ts'
import { checkAttributes, type Problem } from './attribute-rules.ts'
import { urnProblem } from './urn.ts'

/**
 * A declaration as the definition that the protocol works by: every characteristic spelled out, defaults as RFC 7643 §2.2 has them.
 * @throws DomainError invalid, with every problem that there is
 */
export function definitionOf(declared: DeclaredSchema): SchemaDefinition {
  const id = declared.id.trim()
  const name = declared.name.trim()
  const description = (declared.description ?? '').trim()
  const problems: Problem[] = []
  const wrongUrn = urnProblem(id)
  if (wrongUrn !== undefined) problems.push({ path: 'id', message: wrongUrn })
  if (name === '') problems.push({ path: 'name', message: 'The schema needs a name for people to read.' })
  if (name.length > SCHEMA_LIMITS.schemaName || /\p{Cc}/u.test(name))
    problems.push({ path: 'name', message: `The schema’s name has to be one line of at most ${SCHEMA_LIMITS.schemaName} characters.` })
  if (description.length > SCHEMA_LIMITS.description)
    problems.push({ path: 'description', message: `The description is longer than ${SCHEMA_LIMITS.description} characters.` })
  checkAttributes(declared.attributes, problems)
  refuseProblems('invalid', 'The schema', problems)
  return { id, name, description, attributes: declared.attributes.map(attributeOf) }
}

/** Throws what is wrong, if anything is: one problem as it is, several with their number. */
export function refuseProblems(code: 'invalid' | 'schema_in_use', what: string, problems: readonly Problem[]): void {
  const [first] = problems
  if (first === undefined) return
  const message = problems.length === 1 ? first.message : `${what} has ${problems.length} problems.`
  throw new DomainError(code, message, { issues: problems })
}

function attributeOf(declared: DeclaredAttribute): AttributeDefinition {
  const subAttributes = declared.subAttributes ?? []
  const own = characteristicsOf(declared)
  return subAttributes.length === 0 ? own : { ...own, subAttributes: subAttributes.map(characteristicsOf) }
}

function characteristicsOf(declared: DeclaredSubAttribute): AttributeDefinition {
  const type = declared.type ?? 'string'
  const canonicalValues = declared.canonicalValues ?? []
  const referenceTypes = declared.referenceTypes ?? []
  return {
    name: declared.name,
    type,
    description: (declared.description ?? '').trim(),
    multiValued: declared.multiValued ?? false,
    required: declared.required ?? false,
    // §2.3.6 and §2.3.7: binary values and references are case exact unless a schema says otherwise.
    caseExact: declared.caseExact ?? (type === 'binary' || type === 'reference'),
    mutability: declared.mutability ?? 'readWrite',
    returned: declared.returned ?? 'default',
    uniqueness: declared.uniqueness ?? 'none',
    ...(canonicalValues.length === 0 ? {} : { canonicalValues }),
    ...(referenceTypes.length === 0 ? {} : { referenceTypes }),
  }
}
