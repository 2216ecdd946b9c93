import type { OrganizationRow } from '../store/organizations.ts'
import type { MembershipRule, TeamRow } from '../store/teams.ts'

/** D4: which origins count for the team under the organization's policy. */
export function membershipRule(organization: OrganizationRow, team: Pick<TeamRow, 'id' | 'groupSeq'>): MembershipRule {
  return {
    team: team.id,
    group: organization.membershipSources === 'sign-in' ? null : team.groupSeq,
    signIn: organization.membershipSources !== 'scim',
  }
}
