import { attributes } from './sections/attributes.ts'
import { authentication } from './sections/authentication.ts'
import { bulkReferences } from './sections/bulk-references.ts'
import { bulkOperations } from './sections/bulk.ts'
import { create } from './sections/create.ts'
import { cursors } from './sections/cursor.ts'
import { deletion } from './sections/delete.ts'
import { errors } from './sections/errors.ts'
import { etags } from './sections/etag.ts'
import { filterLogic } from './sections/filter-logic.ts'
import { filterOperators } from './sections/filter-operators.ts'
import { groupChecks } from './sections/groups.ts'
import { listChecks } from './sections/lists.ts'
import { mediaTypes } from './sections/media-types.ts'
import { patchAdd } from './sections/patch-add.ts'
import { patchPaths } from './sections/patch-paths.ts'
import { patchRemove } from './sections/patch-remove.ts'
import { patchReplace } from './sections/patch-replace.ts'
import { patchRules } from './sections/patch-rules.ts'
import { replace } from './sections/replace.ts'
import { resourceTypes } from './sections/resource-types.ts'
import { retrieve } from './sections/retrieve.ts'
import { schemaDefinitions } from './sections/schemas.ts'
import { searchChecks } from './sections/search.ts'
import { serviceProviderConfig } from './sections/service-provider-config.ts'
import { sort } from './sections/sort.ts'
import type { Check } from './types.ts'

/** Every check there is, in the order in which they run. */
export const suite: readonly Check[] = [
  serviceProviderConfig,
  resourceTypes,
  schemaDefinitions,
  mediaTypes,
  create,
  attributes,
  retrieve,
  listChecks,
  filterOperators,
  filterLogic,
  sort,
  cursors,
  searchChecks,
  replace,
  patchRules,
  patchPaths,
  patchAdd,
  patchRemove,
  patchReplace,
  groupChecks,
  deletion,
  bulkOperations,
  bulkReferences,
  etags,
  errors,
  // Last: a server may slow down whoever comes with wrong tokens.
  authentication,
].flat()

/** What the sections are about, as their RFCs head them. */
const headings: Readonly<Record<string, string>> = {
  '6750 3': 'The WWW-Authenticate response header field',
  '6750 3.1': 'Error codes',
  '7643 2.1': 'Attributes',
  '7643 2.2': 'Attribute characteristics',
  '7643 2.3': 'Attribute data types',
  '7643 2.3.2': 'Boolean',
  '7643 2.3.7': 'Reference',
  '7643 2.3.8': 'Complex',
  '7643 2.4': 'Multi-valued attributes',
  '7643 2.5': 'Unassigned and null values',
  '7643 3': 'SCIM resources',
  '7643 3.1': 'Common attributes',
  '7643 3.3': 'Attribute extensions to resources',
  '7643 4.1': 'User resource schema',
  '7643 4.1.1': 'User: singular attributes',
  '7643 4.1.2': 'User: multi-valued attributes',
  '7643 4.2': 'Group resource schema',
  '7643 4.3': 'Enterprise User schema extension',
  '7643 5': 'Service provider configuration schema',
  '7643 6': 'ResourceType schema',
  '7643 7': 'Schema definition',
  '7644 2': 'Authentication and authorization',
  '7644 3.1': 'Background',
  '7644 3.3': 'Creating resources',
  '7644 3.4.1': 'Retrieving a known resource',
  '7644 3.4.2': 'Query resources',
  '7644 3.4.2.1': 'Query endpoints',
  '7644 3.4.2.2': 'Filtering',
  '7644 3.4.2.3': 'Sorting',
  '7644 3.4.2.4': 'Pagination',
  '7644 3.4.3': 'Querying resources using HTTP POST',
  '7644 3.5.1': 'Replacing with PUT',
  '7644 3.5.2': 'Modifying with PATCH',
  '7644 3.5.2.1': 'Add operation',
  '7644 3.5.2.2': 'Remove operation',
  '7644 3.5.2.3': 'Replace operation',
  '7644 3.6': 'Deleting resources',
  '7644 3.7': 'Bulk operations',
  '7644 3.7.1': 'Circular reference processing',
  '7644 3.7.2': 'bulkId temporary identifiers',
  '7644 3.7.3': 'Response and error handling',
  '7644 3.7.4': 'Maximum operations',
  '7644 3.8': 'Data input/output formats',
  '7644 3.9': 'Additional operation response parameters',
  '7644 3.10': 'Attribute notation',
  '7644 3.11': '/Me authenticated subject alias',
  '7644 3.12': 'HTTP status and error response handling',
  '7644 3.13': 'SCIM protocol versioning',
  '7644 3.14': 'Versioning resources',
  '7644 4': 'Service provider configuration endpoints',
  '9110 11.1': 'Authentication scheme',
  '9110 13.1.1': 'If-Match',
  '9110 13.1.2': 'If-None-Match',
  '9865 2': 'Query parameters and response attributes',
  '9865 2.1': 'Pagination errors',
  '9865 3': 'Querying resources using HTTP POST',
  '9865 4': 'Service provider configuration',
}

export function headingOf(rule: string): string {
  return headings[rule] ?? ''
}

/** The checks of a section and those below it: `3.5.2`, `7644`, `7644 3.5.2`, `RFC7644-3.5.2`; or of one name, `patch-add` or `filter/eq`. */
export function checksOf(wanted: string): readonly Check[] {
  const text = wanted
    .trim()
    .toLowerCase()
    .replace(/^rfc[\s-]*/, '')
    .replace(/[\s§:-]+(?=\d)/, ' ')
  const within = (whole: string, part: string, separator: string): boolean => whole === part || whole.startsWith(part + separator)
  return suite.filter(({ id, rule }) => {
    const [rfc = '', section = ''] = rule.split(' ')
    return within(section, text, '.') || rfc === text || within(rule, text, '.') || within(id, text, '/')
  })
}
