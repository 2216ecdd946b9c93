import type { OrganizationId } from '../../shared/ids.ts'
import { ScimError } from '../protocol/error.ts'
import { bindFilter } from '../protocol/filter/bind.ts'
import { parseFilter } from '../protocol/filter/parser.ts'
import type { Sql } from '../store/conditions.ts'
import type { ReadTx } from '../store/database/port.ts'
import { narrowedFilterSql } from '../store/narrowing.ts'
import { DomainError } from './error.ts'
import { registryOf } from './schemas/registry.ts'

const LIMITS = { length: 2_000, depth: 32 }

/** A SCIM filter (RFC 7644 §3.4.2.2) on the users of an organization. Throws invalid, naming the column, when it cannot be read. */
export async function userFilter(tx: ReadTx, organization: OrganizationId, text: string): Promise<Sql> {
  try {
    const bound = bindFilter(parseFilter(text, LIMITS), await registryOf(tx, organization), 'User', { unknownAttributes: 'error' })
    return await narrowedFilterSql(tx, bound, 'User', organization)
  } catch (error) {
    if (error instanceof ScimError) throw new DomainError('invalid', error.message, { field: 'filter' })
    throw error
  }
}
