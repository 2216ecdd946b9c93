import type { OrganizationId } from '../../shared/ids.ts'
import type { BoundFilter } from '../protocol/filter/ast.ts'
import type { ResourceTypeName } from '../protocol/schema/types.ts'
import type { Sql } from './conditions.ts'
import type { ReadTx } from './database/port.ts'
import { nameFilter } from './document-filter.ts'
import { conjuncts, filterSql, inDocument, isLookUp, isTelling } from './filter-sql.ts'

/** Resources whose documents are read to decide what else a filter asks of them. */
const FEW = 500
const TABLE = { User: 'users', Group: 'groups' } as const

/**
 * `filterSql`, except that where one condition of a conjunction leaves few resources, found by walking its own entries of the index
 * and no more, the others are decided on the documents of those few. Without it, `name.familyName eq "x" and emails.value co "y"`
 * would walk the addresses of the whole directory.
 */
export async function narrowedFilterSql(
  tx: ReadTx,
  filter: BoundFilter,
  type: ResourceTypeName,
  organization: OrganizationId,
  few = FEW,
): Promise<Sql> {
  const terms = conjuncts(filter)
  const scope = { type, organization }
  const decidable = terms.filter((term) => inDocument(term, scope) && !isTelling(term))
  if (!decidable.some((term) => !isLookUp(term, scope))) return filterSql(filter, type, organization)
  for (const term of terms) {
    if (!isTelling(term)) continue
    const narrow = filterSql(term, type, organization)
    const found = await tx.all(
      `SELECT 1 FROM ${TABLE[type]} r WHERE r.organization_id = ? AND ${narrow.text} LIMIT ?`,
      organization,
      ...narrow.params,
      few + 1,
    )
    if (found.length <= few) return narrowed(terms, decidable, scope)
  }
  return filterSql(filter, type, organization)
}

function narrowed(
  terms: readonly BoundFilter[],
  decidable: readonly BoundFilter[],
  { type, organization }: { type: ResourceTypeName; organization: OrganizationId },
): Sql {
  const walked = terms.filter((term) => !decidable.includes(term))
  const sql = filterSql({ kind: 'and', filters: walked }, type, organization)
  return {
    text: `(${sql.text} AND document_matches(r.document, ?))`,
    params: [...sql.params, nameFilter({ kind: 'and', filters: decidable })],
  }
}
