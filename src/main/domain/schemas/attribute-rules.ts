import {
  type AttributeType,
  type DeclaredAttribute,
  type DeclaredSubAttribute,
  SCHEMA_LIMITS,
  type Uniqueness,
} from '../../../shared/console/schemas.ts'
import { fold } from '../../protocol/fold.ts'

/** What is wrong with a declaration, and where in it: `attributes[2].subAttributes[0].name`. */
export interface Problem {
  readonly path: string
  readonly message: string
}

/** ATTRNAME of RFC 7643 §2.1. */
const NAME = /^[A-Za-z][\w$-]*$/
const NAME_TEXT = 'begin with a letter and go on with letters, digits, "_", "-" or "$" (RFC 7643 §2.1)'

const REFERENCE_TYPES: ReadonlySet<string> = new Set(['User', 'Group', 'external', 'uri'])

/** Of these types case means something; of the others it is a slip (RFC 7643 §2.3). */
const TEXT: ReadonlySet<AttributeType> = new Set(['string', 'reference'])
/** RFC 7643 §2.3 denies uniqueness to the others. */
const CAN_BE_UNIQUE: ReadonlySet<AttributeType> = new Set(['string', 'reference', 'integer', 'decimal'])

type Say = (part: string, message: string) => void

function saying(at: string, problems: Problem[]): Say {
  return (part, message) => void problems.push({ path: `${at}.${part}`, message })
}

/** Rules for the attributes of a schema (RFC 7643 §2, §7), and for what Muster keeps of them. */
export function checkAttributes(attributes: readonly DeclaredAttribute[], problems: Problem[]): void {
  if (attributes.length === 0) problems.push({ path: 'attributes', message: 'A schema needs at least one attribute.' })
  if (attributes.length > SCHEMA_LIMITS.attributes)
    problems.push({
      path: 'attributes',
      message: `A schema has at most ${SCHEMA_LIMITS.attributes} attributes, and this one has ${attributes.length}.`,
    })
  checkNames(attributes, 'attributes', problems)
  for (const [i, attribute] of attributes.entries()) {
    const at = `attributes[${i}]`
    const say = saying(at, problems)
    checkCharacteristics(attribute, say)
    checkKept(attribute, say)
    checkSubAttributes(attribute, at, say, problems)
  }
}

function checkSubAttributes(attribute: DeclaredAttribute, at: string, say: Say, problems: Problem[]): void {
  const { name, subAttributes } = attribute
  const subs = subAttributes ?? []
  if (attribute.type !== 'complex') {
    if (subs.length > 0) say('subAttributes', `${name} has sub-attributes, so that its type has to be complex.`)
    return
  }
  if (subs.length === 0) say('subAttributes', `${name} is complex and needs sub-attributes (RFC 7643 §2.3.8).`)
  if (subs.length > SCHEMA_LIMITS.subAttributes)
    say('subAttributes', `${name} has ${subs.length} sub-attributes; there may be ${SCHEMA_LIMITS.subAttributes}.`)
  checkNames(subs, `${at}.subAttributes`, problems)
  for (const [i, sub] of subs.entries()) {
    const saySub = saying(`${at}.subAttributes[${i}]`, problems)
    if (sub.type === 'complex') saySub('type', `${name}.${sub.name} cannot be complex: complex attributes do not nest (RFC 7643 §2.3.8).`)
    else checkCharacteristics(sub, saySub)
    if (sub.returned === 'never' || sub.mutability === 'writeOnly')
      saySub('returned', `${name}.${sub.name} cannot be withheld on its own: make ${name} as a whole writeOnly and never returned.`)
  }
}

function checkNames(attributes: readonly DeclaredSubAttribute[], at: string, problems: Problem[]): void {
  const seen = new Set<string>()
  for (const [i, { name }] of attributes.entries()) {
    const say = saying(`${at}[${i}]`, problems)
    const isSub = at.endsWith('.subAttributes')
    if (!NAME.test(name) && !(isSub && name === '$ref')) say('name', `"${name.slice(0, 80)}" cannot be a name: names ${NAME_TEXT}.`)
    else if (name.length > SCHEMA_LIMITS.attributeName)
      say('name', `${name.slice(0, 20)}… is longer than ${SCHEMA_LIMITS.attributeName} characters.`)
    else if (name in Object.prototype)
      say('name', `${name} is a name that every JSON object has in JavaScript already; choose another one.`)
    if (seen.has(name.toLowerCase())) say('name', `${name} is there twice; names differ by more than case (RFC 7643 §2.1).`)
    seen.add(name.toLowerCase())
  }
}

function checkCharacteristics(attribute: DeclaredSubAttribute, say: Say): void {
  const { name, required, mutability } = attribute
  const type = attribute.type ?? 'string'
  if (required === true && mutability === 'readOnly')
    say('required', `${name} is required and readOnly, so that nobody could ever send it.`)
  if (type === 'binary' && attribute.caseExact === false)
    say('caseExact', `${name} is binary, which is always case exact (RFC 7643 §2.3.6).`)
  if (attribute.caseExact === true && type !== 'binary' && !TEXT.has(type))
    say('caseExact', `${name} is ${described(type)}, which has no case: leave caseExact out.`)
  checkUniqueness(name, type, attribute.uniqueness ?? 'none', say)
  checkCanonicalValues(name, type, attribute.canonicalValues ?? [], say)
  checkReferenceTypes(name, type, attribute.referenceTypes ?? [], say)
  if ((attribute.description ?? '').length > SCHEMA_LIMITS.description)
    say('description', `The description of ${name} is longer than ${SCHEMA_LIMITS.description} characters.`)
}

function described(type: AttributeType): string {
  return type === 'integer' ? 'an integer' : `a ${type} attribute`
}

function checkUniqueness(name: string, type: AttributeType, uniqueness: Uniqueness, say: Say): void {
  if (uniqueness === 'global')
    say('uniqueness', `${name} cannot be unique in the whole world: Muster vouches for one organization. Say "server" for that.`)
  else if (uniqueness === 'server' && !CAN_BE_UNIQUE.has(type))
    say('uniqueness', `${name} is ${described(type)}, of which RFC 7643 §2.3 knows no uniqueness: say "none".`)
}

function checkCanonicalValues(name: string, type: AttributeType, values: readonly string[], say: Say): void {
  if (values.length === 0) return
  if (!TEXT.has(type)) say('canonicalValues', `${name} is ${described(type)}; canonical values are for strings and references.`)
  if (values.length > SCHEMA_LIMITS.canonicalValues)
    say('canonicalValues', `${name} has ${values.length} canonical values; there may be ${SCHEMA_LIMITS.canonicalValues}.`)
  if (values.some((value) => value.trim() === '')) say('canonicalValues', `A canonical value of ${name} is empty.`)
  if (new Set(values.map(fold)).size < values.length) say('canonicalValues', `A canonical value of ${name} is there twice.`)
}

function checkReferenceTypes(name: string, type: AttributeType, types: readonly string[], say: Say): void {
  if (types.length === 0) return
  if (type !== 'reference') say('referenceTypes', `${name} is not a reference, so that it has no reference types.`)
  const unknown = types.find((each) => !REFERENCE_TYPES.has(each))
  if (unknown !== undefined)
    say('referenceTypes', `${name} refers to "${unknown.slice(0, 80)}"; it can refer to User, Group, external or uri (RFC 7643 §7).`)
}

/** Muster keeps nothing that it never returns, as with `password`: such an attribute is accepted, checked and discarded. */
function checkKept({ name, mutability, returned, required, uniqueness }: DeclaredAttribute, say: Say): void {
  const isWriteOnly = mutability === 'writeOnly'
  if (isWriteOnly !== (returned === 'never'))
    say(
      isWriteOnly ? 'returned' : 'mutability',
      `${name} is ${isWriteOnly ? 'writeOnly but returned' : 'never returned but not writeOnly'}: the two go together.`,
    )
  if (!isWriteOnly && returned !== 'never') return
  if (required === true) say('required', `${name} is never returned, hence not kept, and cannot be required.`)
  if (uniqueness === 'server') say('uniqueness', `${name} is never returned, hence not kept, and cannot be unique.`)
}
