import type { SchemaUsage } from '../../../shared/console/schemas.ts'
import type { ResourceTypeName, SchemaDefinition } from '../../protocol/schema/types.ts'
import {
  countElementsLacking,
  countHolders,
  countHoldersLacking,
  countSharedValues,
  countWholeHolders,
  type Holders,
} from '../../store/attribute-holders.ts'
import type { ReadTx } from '../../store/database/port.ts'
import type { Problem } from './attribute-rules.ts'
import { type Leaf, leavesOf, wholeKeys } from './leaves.ts'

/** `1 user`, `12 groups`, and what they do: `1 user holds`, `12 groups hold`. */
export function counted(count: number, type: ResourceTypeName, verb: 'hold' | 'have' = 'hold'): string {
  const noun = type === 'User' ? 'user' : 'group'
  if (count === 1) return `1 ${noun} ${verb === 'hold' ? 'holds' : 'has'}`
  return `${count.toLocaleString('en')} ${noun}s ${verb}`
}

/** How many users or groups hold a value of each of the schema's attributes. */
export async function usageOf(tx: ReadTx, of: Holders, schema: SchemaDefinition): Promise<SchemaUsage> {
  const attributes = []
  for (const { path, key, parentKey } of leavesOf(schema))
    if (parentKey === undefined) attributes.push({ name: path, resources: await countWholeHolders(tx, of, key) })
  return { urn: schema.id, resourceType: of.type, attributes }
}

/** What stored values rely on. With any of this changed, they would no longer be what the schema says they are, or nobody's to change. */
function shapeOf({ attribute }: Leaf): string[] {
  return [
    attribute.multiValued ? 'multi-valued' : 'single-valued',
    `of type ${attribute.type}`,
    ...(attribute.returned === 'never' ? ['never returned'] : []),
    ...(attribute.mutability === 'readOnly' ? ['readOnly'] : []),
  ]
}

/** What would become of the attribute that its values do not bear; nothing to tell when they do. */
function newShape(before: Leaf, after: Leaf): string[] {
  const old = shapeOf(before)
  return shapeOf(after).filter((aspect) => !old.includes(aspect))
}

function wayOut({ attribute }: Leaf): string {
  return attribute.mutability === 'immutable'
    ? 'It is immutable: make it readWrite, then have the identity provider clear it.'
    : 'Have the identity provider clear it first.'
}

/**
 * Why a schema cannot become another one while resources hold what they hold: an attribute with values can be neither taken away nor be of
 * another shape, and nothing becomes required that somebody lacks: their next change, be it a deactivation, would be refused for it.
 */
export async function heldProblems(tx: ReadTx, of: Holders, before: SchemaDefinition, after: SchemaDefinition): Promise<Problem[]> {
  const problems: Problem[] = []
  const wanted = new Map(leavesOf(after).map((leaf) => [leaf.path, leaf]))
  const gone = new Set<string>()
  for (const leaf of leavesOf(before)) {
    const next = wanted.get(leaf.path)
    const changed = next === undefined ? [] : newShape(leaf, next)
    // With the whole attribute gone, its parts say nothing more.
    if ((next !== undefined && changed.length === 0) || gone.has(leaf.parentKey ?? '')) continue
    const held = await countHolders(tx, of, [leaf.key])
    if (held === 0) continue
    gone.add(leaf.key)
    const deed = next === undefined ? 'be removed' : `become ${changed.join(', ')}`
    problems.push({ path: leaf.path, message: `${leaf.path} cannot ${deed}: ${counted(held, of.type)} a value of it. ${wayOut(leaf)}` })
  }
  return [...problems, ...(await lackingProblems(tx, of, before, after))]
}

async function lackingProblems(tx: ReadTx, of: Holders, before: SchemaDefinition, after: SchemaDefinition): Promise<Problem[]> {
  const problems: Problem[] = []
  const known = new Map(leavesOf(before).map((leaf) => [leaf.path, leaf]))
  for (const { path, attribute, key, parentKey } of leavesOf(after)) {
    if (!attribute.required || known.get(path)?.attribute.required === true) continue
    const lacking =
      parentKey === undefined
        ? await countHoldersLacking(tx, of, wholeKeys(before), key)
        : await countElementsLacking(tx, of, parentKey, key)
    if (lacking === 0) continue
    const what = parentKey === undefined ? 'values of the schema' : `a ${path.split('.', 1)[0]}`
    problems.push({
      path,
      message: `${path} cannot become required: ${counted(lacking, of.type, 'have')} ${what} without it. Leave it optional until the identity provider has sent it for all of them.`,
    })
  }
  return problems
}

/** Which attributes that are to be unique are not, among the values that there are. */
export async function sharedProblems(tx: ReadTx, of: Holders, before: SchemaDefinition, after: SchemaDefinition): Promise<Problem[]> {
  const problems: Problem[] = []
  const known = new Map(leavesOf(before).map((leaf) => [leaf.path, leaf.attribute]))
  for (const { path, attribute, key } of leavesOf(after)) {
    const old = known.get(path)
    const isNews = old?.uniqueness !== 'server' || old.caseExact !== attribute.caseExact
    if (attribute.uniqueness !== 'server' || !isNews) continue
    const shared = await countSharedValues(tx, of, key)
    if (shared === 0) continue
    const values = shared === 1 ? '1 value is' : `${shared.toLocaleString('en')} values are`
    problems.push({ path, message: `${path} cannot become unique: ${values} held by more than one ${of.type.toLowerCase()} already.` })
  }
  return problems
}
