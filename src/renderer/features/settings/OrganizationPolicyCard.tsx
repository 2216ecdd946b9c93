import type { MembershipSources, Organization } from '../../../shared/console/organizations.ts'
import { useCommand } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { RadioCards, Switch } from '../../ui/Choice.tsx'
import type { Option } from '../../ui/Choice.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import styles from './Settings.module.css'

const sources: readonly Option<MembershipSources>[] = [
  {
    value: 'both',
    label: 'Both',
    description: 'People join by being pushed into the group, or by signing in with it. Either keeps them in.',
  },
  { value: 'scim', label: 'Pushed members only', description: 'The members that the identity provider pushes over SCIM.' },
  {
    value: 'sign-in',
    label: 'Sign-in only',
    description: 'The groups claim of each sign-in decides. Pushed members are shown, but join no team.',
  },
]

/** D2, D4: the rules of one organization. Each takes effect when it is chosen. */
export function OrganizationPolicyCard({ organization }: { organization: Organization }) {
  const setPolicy = useCommand('organizations.setPolicy')
  const { policy } = organization
  const save = (change: Partial<Organization['policy']>): void =>
    setPolicy.mutate(
      { organizationId: organization.id, policy: change },
      { onSuccess: () => toast(`Policy of ${organization.name} saved`) },
    )
  return (
    <Card title={`Policy of ${organization.name}`}>
      <div className={styles.form}>
        <RadioCards
          label="Who fills a team that follows a group?"
          value={policy.membershipSources}
          onChange={(membershipSources) => save({ membershipSources })}
          options={sources}
        />
        <Switch
          label="One team for each group"
          description="Refuse to link a group that another team follows already."
          isSelected={policy.oneTeamPerGroup}
          onChange={(oneTeamPerGroup) => save({ oneTeamPerGroup })}
        />
        {setPolicy.error && <ErrorNotice error={setPolicy.error} />}
      </div>
    </Card>
  )
}
