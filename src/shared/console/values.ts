import { z } from 'zod'

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const Instant = z.number().int()
export const OrganizationId = z.number().int().positive()
export const Id = z.string().min(1).max(64)

/** D6: the name rule for organizations, workspaces and teams. */
export const NAME_RULE = /^[a-zA-Z\d](?:[a-zA-Z\d]|[-_](?=[a-zA-Z\d])){1,38}$/
export const NAME_RULE_TEXT =
  'Use 2 to 39 letters, digits, hyphens or underscores; begin and end with a letter or digit, and never put two separators side by side.'
export const Name = z.string().regex(NAME_RULE, NAME_RULE_TEXT)

/** Where a page begins: an opaque value from the page before. It holds a name, which may be long. */
export const Cursor = z.string().max(16_384)
export const PageInput = {
  cursor: Cursor.optional(),
  limit: z.number().int().min(1).max(500).default(100),
}

/** A list of which any part may be asked for: `from` is the number of rows before the page, and stands in place of a cursor. */
export const LongPageInput = { ...PageInput, from: z.number().int().min(0).optional() }

/** One page of a list: `total` counts every match, `next` is null on the last page. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), total: z.number().int(), next: Cursor.nullable() })
}

export const InOrganization = { organizationId: OrganizationId }
export const Nothing = z.object({})
