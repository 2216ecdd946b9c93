/** The entity tag of a version of a resource: weak, since two representations of one version may differ in their bytes (RFC 7644 §3.14). */
export function weakETag(version: number): string {
  return `W/"${version}"`
}

const TAG = /(?:W\\?\/)?\\?"([^"\\]*)\\?"|([^\s,"]+)/g

/** The opaque parts of the tags of a list; quotes may be missing or escaped, as they are in RFC 7643's own examples. */
function tagsIn(header: string): string[] {
  return [...header.matchAll(TAG)].map((match) => match[1] ?? match[2] ?? '')
}

function matches(header: string, version: number): boolean {
  return header.trim() === '*' || tagsIn(header).includes(String(version))
}

/**
 * Whether an If-Match header names the current version (RFC 9110 §13.1.1): it lists it, is `*`, or is absent. False asks for 412. Tags are
 * compared weakly, since SCIM's are weak (RFC 7644 §3.14).
 */
export function ifMatch(header: string | null | undefined, version: number): boolean {
  return header === null || header === undefined || header.trim() === '' || matches(header, version)
}

/**
 * Whether an If-None-Match header names the current version (RFC 9110 §13.1.2): it lists it or is `*`. True asks for 304 on GET, for 412
 * otherwise.
 */
export function ifNoneMatch(header: string | null | undefined, version: number): boolean {
  return header !== null && header !== undefined && header.trim() !== '' && matches(header, version)
}
