import { parseAttributePath } from './filter/parser.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import { holderNamed } from './keys.ts'
import { attributeNamed, subAttributeNamed } from './schema/lookup.ts'
import type { AttributeDefinition, Registry, ResourceTypeName } from './schema/types.ts'

/** Which attributes a client wants to see (RFC 7644 §3.9). Both undefined: the default. */
export interface Selection {
  readonly attributes: readonly string[] | undefined
  readonly excludedAttributes: readonly string[] | undefined
}

export const EVERYTHING: Selection = { attributes: undefined, excludedAttributes: undefined }

/**
 * Reads the parameters `attributes` and `excludedAttributes`: names parted by commas. An empty one counts as not given (scimgateway sends
 * `attributes=`). When both are given `attributes` wins, since it says all that the other could. Unknown names select nothing.
 */
export function parseSelection(attributes?: string, excludedAttributes?: string): Selection {
  const wanted = namesIn(attributes)
  if (wanted !== undefined) return { attributes: wanted, excludedAttributes: undefined }
  const excluded = namesIn(excludedAttributes)
  return excluded === undefined ? EVERYTHING : { attributes: undefined, excludedAttributes: excluded }
}

function namesIn(list: string | undefined): string[] | undefined {
  const names = list
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  return names === undefined || names.length === 0 ? undefined : names
}

/** Whether the client asked for anything but the default: then it wants to see the resource (RFC 7644 §3.5.2). */
export function isNarrowed({ attributes, excludedAttributes }: Selection): boolean {
  return attributes !== undefined || excludedAttributes !== undefined
}

/** An attribute picked: whole, or these of its sub-attributes (lower case). */
type Pick = 'whole' | Set<string>
/** Picks by lower-case attribute name; '' picks everything of the holder. */
type Picks = Map<string, Pick>

/** The picks of a selection by holder: '' for the root, else the canonical URN of an extension. */
type Plan = { readonly kind: 'default' } | { readonly kind: 'only' | 'except'; readonly picks: ReadonlyMap<string, Picks> }

const plans = new WeakMap<Selection, Map<string, { registry: Registry; plan: Plan }>>()

/** A list is projected with one selection: what its names mean is worked out once. */
function planFor(selection: Selection, registry: Registry, type: ResourceTypeName): Plan {
  let byType = plans.get(selection)
  if (byType === undefined) {
    byType = new Map<string, { registry: Registry; plan: Plan }>()
    plans.set(selection, byType)
  }
  const known = byType.get(type)
  if (known?.registry === registry) return known.plan
  const plan = makePlan(selection, registry, type)
  byType.set(type, { registry, plan })
  return plan
}

function makePlan({ attributes, excludedAttributes }: Selection, registry: Registry, type: ResourceTypeName): Plan {
  const names = attributes ?? excludedAttributes
  if (names === undefined) return { kind: 'default' }
  const picks = new Map<string, Picks>()
  for (const name of names) addPick(picks, name, registry, type)
  return { kind: attributes === undefined ? 'except' : 'only', picks }
}

function addPick(picks: Map<string, Picks>, name: string, registry: Registry, type: ResourceTypeName): void {
  const holder = holderNamed(name, registry, type)
  if (holder !== undefined) {
    picksOf(picks, registry.extensionAttributes(type, holder)?.urn ?? '').set('', 'whole')
    return
  }
  const path = parseAttributePath(name)
  const found = path && registry.resolve(type, path)
  if (found === undefined) return
  const of = picksOf(picks, found.extension ?? '')
  const key = found.attribute.name.toLowerCase()
  const before = of.get(key)
  if (found.sub === undefined) of.set(key, 'whole')
  else if (before === undefined) of.set(key, new Set([found.sub.name.toLowerCase()]))
  else if (before !== 'whole') before.add(found.sub.name.toLowerCase())
}

function picksOf(picks: Map<string, Picks>, holder: string): Picks {
  let found = picks.get(holder)
  if (found === undefined) {
    found = new Map()
    picks.set(holder, found)
  }
  return found
}

/**
 * What a client gets to see of a resource: `returned` respected (RFC 7643 §7: `always` whatever was asked, `never` at all, `request` when
 * named), `attributes` and `excludedAttributes` (RFC 7644 §3.9) by any spelling, sub-attributes among them. `schemas` and `id` are
 * always returned. The resource is not changed; what no schema knows is not shown.
 */
export function project(resource: JsonObject, selection: Selection, registry: Registry, type: ResourceTypeName): JsonObject {
  const plan = planFor(selection, registry, type)
  const root = registry.rootAttributes(type)
  const result: JsonObject = {}
  for (const key of Object.keys(resource)) {
    const value = resource[key]
    const attribute = attributeNamed(root, key)
    if (attribute !== undefined) {
      const shown = shownValue(attribute, value, plan, '')
      if (shown !== undefined) result[attribute.name] = shown
      continue
    }
    const extension = registry.extensionAttributes(type, key)
    if (extension === undefined || !isObject(value)) continue
    const shown = shownExtension(extension, value, plan)
    if (shown !== undefined) result[extension.urn] = shown
  }
  return result
}

function shownExtension(
  { urn, attributes }: { urn: string; attributes: readonly AttributeDefinition[] },
  content: JsonObject,
  plan: Plan,
): JsonObject | undefined {
  const result: JsonObject = {}
  for (const key of Object.keys(content)) {
    const attribute = attributeNamed(attributes, key)
    if (attribute === undefined) continue
    const shown = shownValue(attribute, content[key], plan, urn)
    if (shown !== undefined) result[attribute.name] = shown
  }
  return Object.keys(result).length === 0 ? undefined : result
}

/** Whether an attribute is shown: not at all, whole, or only some of its sub-attributes. */
type Showing = 'no' | 'whole' | { readonly kind: 'only' | 'except'; readonly subs: ReadonlySet<string> }

function showingOf(attribute: AttributeDefinition, plan: Plan, holder: string): Showing {
  if (attribute.returned === 'never') return 'no'
  if (attribute.returned === 'always') return 'whole'
  if (plan.kind === 'default') return attribute.returned === 'request' ? 'no' : 'whole'
  const picks = plan.picks.get(holder)
  const pick = picks?.get(attribute.name.toLowerCase()) ?? (attribute.returned === 'request' ? undefined : picks?.get(''))
  if (plan.kind === 'only') return pick === undefined ? 'no' : pick === 'whole' ? 'whole' : { kind: 'only', subs: pick }
  if (pick === 'whole' || attribute.returned === 'request') return 'no'
  return pick === undefined ? 'whole' : { kind: 'except', subs: pick }
}

function shownValue(attribute: AttributeDefinition, value: Json | undefined, plan: Plan, holder: string): Json | undefined {
  const showing = showingOf(attribute, plan, holder)
  if (showing === 'no' || value === undefined || value === null) return undefined
  if (attribute.type !== 'complex') return value
  if (!Array.isArray(value)) return shownElement(attribute, value, showing)
  const elements = value.map((element) => shownElement(attribute, element, showing)).filter((element) => element !== undefined)
  return elements.length === 0 && value.length > 0 ? undefined : elements
}

function shownElement(attribute: AttributeDefinition, element: Json, showing: Showing): Json | undefined {
  if (!isObject(element)) return undefined
  const result: JsonObject = {}
  for (const key of Object.keys(element)) {
    const sub = subAttributeNamed(attribute, key)
    const value = element[key]
    if (sub !== undefined && value !== undefined && value !== null && isSubShown(sub, showing)) result[sub.name] = value
  }
  return Object.keys(result).length === 0 ? undefined : result
}

function isSubShown(sub: AttributeDefinition, showing: Showing): boolean {
  if (sub.returned === 'never') return false
  if (sub.returned === 'always') return true
  const named = typeof showing === 'object' && showing.subs.has(sub.name.toLowerCase())
  if (typeof showing === 'string' || showing.kind === 'except') return sub.returned !== 'request' && !named
  return named
}

/**
 * Whether an attribute of the root, such as `members` or `groups`, will be shown at all: when not, it need not be read (R4).
 * A sub-attribute asked for counts; excluding a sub-attribute only does not exclude the attribute.
 */
export function wants(selection: Selection, name: string): boolean {
  const wanted = name.toLowerCase()
  if (selection.attributes !== undefined) {
    return selection.attributes.some((written) => rootName(written) === wanted || isCoreUrn(written))
  }
  return !(selection.excludedAttributes ?? []).some((written) => isCoreUrn(written) || (rootName(written) === wanted && !hasSub(written)))
}

const CORE_URN = /^(?:urn:ietf:params:scim:schemas:core:2\.0:(?:user|group)|urn:scim:schemas:core:[12]\.0)$/i

function isCoreUrn(written: string): boolean {
  return CORE_URN.test(written)
}

function rootName(written: string): string | undefined {
  return parseAttributePath(written)?.name.toLowerCase()
}

function hasSub(written: string): boolean {
  return parseAttributePath(written)?.sub !== undefined
}
