import type { Check, Need } from './types.ts'

/** Checks of one section of an RFC, which need the same of the server; a check may name a section and needs of its own. */
export function section(
  rule: string,
  needs: readonly Need[],
  checks: readonly (Omit<Check, 'rule'> & { readonly rule?: string })[],
): readonly Check[] {
  return checks.map((check) => ({ rule, ...check, needs: [...needs, ...(check.needs ?? [])] }))
}
