import { DeclaredSchema } from '../../../../shared/console/schemas.ts'
import type {
  AttributeType,
  DeclaredAttribute,
  DeclaredSubAttribute,
  Mutability,
  Returned,
  Schema,
  SchemaAttribute,
} from '../../../../shared/console/schemas.ts'

/** An attribute as it is being typed. */
export interface AttributeDraft {
  /** Tells rows apart while their names change. */
  readonly key: number
  readonly name: string
  readonly type: AttributeType
  readonly description: string
  readonly multiValued: boolean
  readonly required: boolean
  readonly caseExact: boolean
  readonly mutability: Mutability
  readonly returned: Returned
  readonly isUnique: boolean
  /** One a line. */
  readonly canonicalValues: string
  readonly referenceTypes: readonly string[]
  readonly subAttributes: readonly AttributeDraft[]
}

export interface SchemaDraft {
  readonly urn: string
  readonly name: string
  readonly description: string
  readonly attributes: readonly AttributeDraft[]
}

let lastKey = 0

export function emptyAttribute(): AttributeDraft {
  return {
    key: ++lastKey,
    name: '',
    type: 'string',
    description: '',
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    isUnique: false,
    canonicalValues: '',
    referenceTypes: [],
    subAttributes: [],
  }
}

export function emptySchema(): SchemaDraft {
  return { urn: '', name: '', description: '', attributes: [emptyAttribute()] }
}

/** An attribute of another type: what does not fit that type goes. */
export function retyped(draft: AttributeDraft, type: AttributeType): AttributeDraft {
  const isText = type === 'string' || type === 'reference'
  return {
    ...draft,
    type,
    caseExact: type === 'reference' || (type === 'string' && draft.type === 'string' && draft.caseExact),
    isUnique: (isText || type === 'integer' || type === 'decimal') && draft.isUnique,
    canonicalValues: isText ? draft.canonicalValues : '',
    referenceTypes: type === 'reference' ? draft.referenceTypes : [],
    subAttributes: type !== 'complex' ? [] : draft.subAttributes.length > 0 ? draft.subAttributes : [emptyAttribute()],
  }
}

const hasCase = (type: AttributeType): boolean => type === 'string' || type === 'reference'

function declaredPart(draft: AttributeDraft): DeclaredSubAttribute {
  const canonicalValues = draft.canonicalValues.split('\n').flatMap((line) => line.trim() || [])
  return {
    name: draft.name.trim(),
    type: draft.type,
    description: draft.description.trim(),
    multiValued: draft.multiValued,
    required: draft.required,
    ...(hasCase(draft.type) ? { caseExact: draft.caseExact } : {}),
    mutability: draft.mutability,
    returned: draft.returned,
    uniqueness: draft.isUnique ? 'server' : 'none',
    ...(canonicalValues.length === 0 ? {} : { canonicalValues }),
    ...(draft.referenceTypes.length === 0 ? {} : { referenceTypes: [...draft.referenceTypes] }),
  }
}

/** A row without a name is one that was not filled in. */
export function isNamed({ name }: AttributeDraft): boolean {
  return name.trim() !== ''
}

function declaredAttribute(draft: AttributeDraft): DeclaredAttribute {
  if (draft.type !== 'complex') return declaredPart(draft)
  return { ...declaredPart(draft), subAttributes: draft.subAttributes.filter(isNamed).map(declaredPart) }
}

/** What the service is asked for. */
export function declaredSchema(draft: SchemaDraft): DeclaredSchema {
  return {
    id: draft.urn.trim(),
    name: draft.name.trim(),
    description: draft.description.trim(),
    attributes: draft.attributes.filter(isNamed).map(declaredAttribute),
  }
}

function attributeDraft({ subAttributes, ...declared }: DeclaredAttribute): AttributeDraft {
  const type = declared.type ?? 'string'
  const { name, description, multiValued, required, caseExact, mutability, returned, uniqueness } = declared
  return {
    key: ++lastKey,
    name,
    type,
    description: description ?? '',
    multiValued: multiValued ?? false,
    required: required ?? false,
    caseExact: caseExact ?? (type === 'reference' || type === 'binary'),
    mutability: mutability ?? 'readWrite',
    returned: returned ?? 'default',
    isUnique: uniqueness === 'server' || uniqueness === 'global',
    canonicalValues: (declared.canonicalValues ?? []).join('\n'),
    referenceTypes: declared.referenceTypes ?? [],
    subAttributes: (subAttributes ?? []).map(attributeDraft),
  }
}

export function draftOf({ id, name, description, attributes }: DeclaredSchema): SchemaDraft {
  return { urn: id, name, description: description ?? '', attributes: attributes.map(attributeDraft) }
}

export function draftOfSchema({ urn, name, description, attributes }: Schema): SchemaDraft {
  return draftOf({ id: urn, name, description, attributes })
}

/** As /Schemas serves it (RFC 7643 §7). */
export function schemaJson(
  schema: DeclaredSchema | (Omit<DeclaredSchema, 'attributes'> & { attributes: readonly SchemaAttribute[] }),
): string {
  return JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'], ...schema }, null, 2)
}

export type ParsedSchema = { readonly ok: true; readonly schema: DeclaredSchema } | { readonly ok: false; readonly message: string }

/** Reads a SCIM Schema resource that was pasted or chosen as a file. */
export function parseSchema(text: string): ParsedSchema {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { ok: false, message: `This is not JSON: ${error instanceof Error ? error.message : String(error)}.` }
  }
  const { success, data, error } = DeclaredSchema.safeParse(value)
  if (success) return { ok: true, schema: data }
  const [issue] = error.issues
  const where = issue === undefined || issue.path.length === 0 ? 'A SCIM Schema resource is expected' : issue.path.join('.')
  return { ok: false, message: `${where}: ${issue?.message ?? 'it cannot be read'}.` }
}
