/** One difference between two values: where, and what stands there in each; undefined where there is nothing. */
export interface Difference {
  /** "policy.membershipSources", "members[2].value"; empty for the value as a whole. */
  path: string
  kind: 'added' | 'removed' | 'changed'
  before: unknown
  after: unknown
}

/**
 * What differs between two JSON values, leaf by leaf, in the order of the keys. Lists of plain values are compared as
 * sets, since their order says nothing in what is audited; lists of objects by position.
 */
export function differences(before: unknown, after: unknown): Difference[] {
  return compare('', before ?? undefined, after ?? undefined)
}

function compare(path: string, before: unknown, after: unknown): Difference[] {
  if (Object.is(before, after)) return []
  if (isRecord(before) && isRecord(after)) return compareKeys(path, before, after)
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(path, before, after)
  if (before === undefined)
    return expand(path, after).map((leaf) => ({ path: leaf.path, kind: 'added', before: undefined, after: leaf.value }))
  if (after === undefined)
    return expand(path, before).map((leaf) => ({ path: leaf.path, kind: 'removed', before: leaf.value, after: undefined }))
  return [{ path, kind: 'changed', before, after }]
}

function compareKeys(path: string, before: Record<string, unknown>, after: Record<string, unknown>): Difference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key) => compare(path === '' ? key : `${path}.${key}`, before[key], after[key]))
}

function compareLists(path: string, before: unknown[], after: unknown[]): Difference[] {
  if ([...before, ...after].some((item) => typeof item === 'object' && item !== null)) {
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index).flatMap((index) =>
      compare(`${path}[${index}]`, before[index], after[index]),
    )
  }
  return [
    ...before
      .filter((item) => !after.includes(item))
      .map((item): Difference => ({ path: `${path}[]`, kind: 'removed', before: item, after: undefined })),
    ...after
      .filter((item) => !before.includes(item))
      .map((item): Difference => ({ path: `${path}[]`, kind: 'added', before: undefined, after: item })),
  ]
}

/** The leaves of a value that is there on one side only; an empty object or list is a leaf. */
function expand(path: string, value: unknown): { path: string; value: unknown }[] {
  if (!isRecord(value) || Object.keys(value).length === 0) return [{ path, value }]
  return Object.entries(value).flatMap(([key, item]) => expand(path === '' ? key : `${path}.${key}`, item))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
