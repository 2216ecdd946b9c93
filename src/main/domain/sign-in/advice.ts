import { assertNever } from '../../../shared/assert.ts'
import type { Unmatched } from './matching.ts'

/** Why a value leads to no group, and what to do about it, in a sentence or two. */
export function adviceOf({ value, reason, near }: Unmatched): string {
  const [first] = near
  const group = first?.group ?? 'a group'
  const organization = first?.organization ?? 'the organization'
  switch (reason) {
    case 'unknown':
      return 'No organization has a group of this name. If it should have one, assign the group to the application in the identity provider, or enter it by hand in Group mapping.'
    case 'blank':
      return 'The value is empty. Look at how the identity provider makes the claim.'
    case 'guid':
      return 'This looks like an object id, which Entra ID sends unless it is told otherwise. In the app registration, under Token configuration, let the groups claim carry display names (cloud-only group display names, or sAMAccountName for synchronised groups); or let the organization match claims by external id.'
    case 'path-for-name':
      return `The claim has a whole path, and the catalog of ${organization} has the bare name ${group}. In Keycloak, turn “Full group path” off in the group membership mapper, or enter ${value.trim()} in Group mapping.`
    case 'name-for-path':
      return `The claim has a bare name, and the catalog of ${organization} has the path ${group}. In Keycloak, turn “Full group path” on in the group membership mapper, or enter ${value.trim()} in Group mapping.`
    case 'other-key':
      return value.trim() === '' || near.some((each) => each.group.trim().toLowerCase() === value.trim().toLowerCase())
        ? `This is the name of ${group} in ${organization}, which matches claims by external id. Let it match either, under Settings.`
        : `This is the external id of ${group} in ${organization}, which matches claims by display name. Let it match either, under Settings.`
    case 'ambiguous':
      return `This is the external id of several groups: ${near.map((each) => `${each.group} in ${each.organization}`).join(', ')}. It leads to none of them until only one has it.`
    case 'ignored':
      return `This is ${group} in ${organization}, whose teams are filled by pushed members only. Let sign-ins fill them too, under Settings.`
    default:
      return assertNever(reason)
  }
}
