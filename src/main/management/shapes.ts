import { z } from 'zod'
import { LIMITS } from './limits.ts'

/** Gives a schema a name of its own in the OpenAPI document: what generated clients have a type for. */
export function shape<T extends z.ZodType>(id: string, schema: T): T {
  return schema.meta({ id })
}

/** ISO 8601 in UTC, with milliseconds. */
export const Time = z.iso.datetime()
export const Id = z.string()
export const Count = z.int().min(0)

export const iso = (at: number): string => new Date(at).toISOString()
export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at))

export const ErrorBody = shape(
  'Error',
  z.object({
    message: z.string().describe('What is wrong, why, and what to do.'),
    code: z.string().describe('The kind of refusal: stable, for programs.'),
    issues: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .describe('Which parts of the input are wrong.'),
  }),
)

/** Paging of `/api/orgs`: how many rows to skip, and how many to give. */
export const Paging = {
  max: z.coerce.number().int().min(1).max(LIMITS.maxPage).default(LIMITS.defaultPage).describe('Rows at the most.'),
  offset: z.coerce.number().int().min(0).default(0).describe('Rows to skip.'),
}

/** Paging of `/api/v1`: pages are counted from 1. */
export const Pages = {
  page: z.coerce.number().int().min(1).default(1).describe('Which page, from 1.'),
  size: z.coerce.number().int().min(1).max(LIMITS.maxPage).default(LIMITS.defaultPage).describe('Rows a page.'),
}

/** A list of `/api/orgs`: the rows under their own name, and how many there are over all pages. */
export function listOf<const Key extends string, T extends z.ZodType>(key: Key, item: T) {
  return z.object({ [key]: z.array(item), totalSize: Count } as Record<Key, z.ZodArray<T>> & { totalSize: typeof Count })
}

/** A list of `/api/v1`. */
export function resultsOf<T extends z.ZodType>(item: T) {
  return z.object({ results: z.array(item), total: Count })
}

/** The page of a list that is had whole. */
export function pageOf<T>(rows: readonly T[], { page, size }: { page: number; size: number }): { results: T[]; total: number } {
  return { results: rows.slice((page - 1) * size, page * size), total: rows.length }
}
