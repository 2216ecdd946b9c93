import type { MembershipSources, Organization, RoleConflicts } from '../../../shared/console/organizations.ts'
import { useCommand, useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { toast } from '../../stores/toasts.ts'
import { RadioCards, Switch } from '../../ui/Choice.tsx'
import type { Option } from '../../ui/Choice.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { ClaimMatchChoice } from '../organizations/ClaimMatchChoice.tsx'
import { useRolloutPolicy } from '../rollout/RolloutSwitches.tsx'
import styles from './Settings.module.css'

const sources: readonly Option<MembershipSources>[] = [
  {
    value: 'both',
    label: 'Both',
    description: 'People join by being pushed into the group, or by signing in with it. Either keeps them in.',
  },
  {
    value: 'scim',
    label: 'Pushed members only',
    description: 'The members that the identity provider pushes over SCIM. The claims of a sign-in change nothing.',
  },
  {
    value: 'sign-in',
    label: 'Sign-in only',
    description: 'The groups claim of each sign-in decides. Pushed members are shown, but join no team.',
  },
]

const conflicts: readonly Option<RoleConflicts>[] = [
  {
    value: 'highest',
    label: 'The higher role',
    description: 'Where two groups of a person disagree on a workspace, the higher role counts.',
  },
  {
    value: 'priority',
    label: 'The order of groups',
    description: 'The group that stands first decides, even where its role is the lower one.',
  },
]

/** D2, D4, G12, I6, I7: the rules of one organization. Each takes effect when it is chosen. */
export function OrganizationPolicyCard({ organization }: { organization: Organization }) {
  const setPolicy = useCommand('organizations.setPolicy')
  const { policy, slug } = organization
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
        <p className={styles.hint}>
          It takes effect at once: who is in a team only by a source that no longer counts is out of it, and back in when the source counts
          again.
        </p>
        <ClaimMatchChoice />
        <p className={styles.hint}>
          Groups that were entered by hand are always compared as they were entered. A change counts from the next sign-in; see what it does
          in the <TextLink to={paths.claimsTester(slug)}>claims tester</TextLink>.
        </p>
        <RadioCards
          label="Which role counts where groups disagree?"
          value={policy.roleConflicts}
          onChange={(roleConflicts) => save({ roleConflicts })}
          options={conflicts}
        />
        <p className={styles.hint}>
          It takes effect at once. The order of groups is kept under{' '}
          <TextLink to={paths.roles(slug, { tab: 'order' })}>Roles & bindings</TextLink>.
        </p>
        <Switch
          label="One team for each group"
          description="Refuse to link a group that another team follows already. It cannot be turned on while a group serves several teams."
          isSelected={policy.oneTeamPerGroup}
          onChange={(oneTeamPerGroup) => save({ oneTeamPerGroup })}
        />
        <RolloutPolicy organization={organization} />
        {setPolicy.error && <ErrorNotice error={setPolicy.error} />}
      </div>
    </Card>
  )
}

/** I7. */
function RolloutPolicy({ organization: { id: organizationId, slug, policy } }: { organization: Organization }) {
  const counts = useQuery('rollout.counts', { organizationId })
  const { save, turnOff, error } = useRolloutPolicy(counts.data?.held)
  return (
    <>
      <Switch
        label="Staged rollout"
        description="Hold newly provisioned people: they gain nothing until they are started. Those who are here already keep everything; when it ends, everyone who is held is started."
        isSelected={policy.stagedRollout}
        onChange={(on) => (on ? save({ stagedRollout: true }, 'The rollout is staged') : turnOff())}
      />
      <Switch
        label="Start new people automatically"
        description={
          policy.stagedRollout
            ? 'People to come are started at once. Those who are held stay so.'
            : 'Counts only while the rollout is staged. Otherwise everybody is started at once anyway.'
        }
        isSelected={policy.automaticStart}
        onChange={(automaticStart) => save({ automaticStart }, automaticStart ? 'New people are started' : 'New people are held')}
      />
      <p className={styles.hint}>
        Who is held, and what each would get, is under <TextLink to={paths.rollout(slug)}>Staged rollout</TextLink>.
      </p>
      {error && <ErrorNotice error={error} />}
    </>
  )
}
