import { ACTIONS, RESOURCES } from '../../../shared/console/access.ts'
import type { Permissions, Role } from '../../../shared/console/access.ts'

const names: Readonly<Record<string, string>> = { SERVICE_ACCOUNTS: 'Service accounts' }

/** What a role permits, in a line: "Groups: create, read · Users: read". */
export function permissionWords({ permissions }: Pick<Role, 'permissions'>): string {
  if (RESOURCES.every((resource) => permissions[resource]?.length === ACTIONS.length)) return 'Everything in the organization.'
  if (RESOURCES.every((resource) => permissions[resource]?.join(' ') === 'READ')) return 'Reads everything in the organization.'
  const parts = RESOURCES.flatMap((resource) => {
    const actions = permissions[resource] ?? []
    return actions.length === 0 ? [] : [`${resourceLabel(resource)}: ${wordsOf(actions)}`]
  })
  return parts.length === 0 ? 'Permits nothing.' : parts.join(' · ')
}

function wordsOf(actions: NonNullable<Permissions[keyof Permissions]>): string {
  if (actions.length === ACTIONS.length) return 'everything'
  return ACTIONS.filter((action) => actions.includes(action))
    .map((action) => action.toLowerCase())
    .join(', ')
}

/** "Service accounts" for `SERVICE_ACCOUNTS`. */
export function resourceLabel(resource: string): string {
  return names[resource] ?? `${resource.charAt(0)}${resource.slice(1).toLowerCase()}`
}
