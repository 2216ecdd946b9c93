import type { OrganizationPolicy } from '../../../shared/console/organizations.ts'
import { useCommand } from '../../client/queries.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { Switch } from '../../ui/Choice.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import styles from './Rollout.module.css'
import { people } from './words.ts'

/** The rollout is not staged: what it would be, and how it begins. */
export function RolloutOff({ users }: { users: number }) {
  const { id: organizationId, name } = useOrganization()
  const setPolicy = useCommand('organizations.setPolicy')
  return (
    <Card title="The rollout is not staged">
      <div className="stack">
        <p>Whoever the identity provider provisions into {name} gets teams and roles at once. With a staged rollout it goes in steps:</p>
        <ol className={styles.steps}>
          <li>Everyone who is provisioned from then on is held. Users and groups arrive as always, and give nothing yet.</li>
          <li>Give the groups their teams and roles, and read here what each person will get.</li>
          <li>Start one person, some, or all. New people can be started automatically later on.</li>
        </ol>
        <p className="muted">
          {users === 0
            ? 'Nobody has been provisioned yet: this is the moment for it.'
            : `${people(users)} ${users === 1 ? 'is' : 'are'} here already and ${users === 1 ? 'keeps' : 'keep'} everything.`}
        </p>
        {setPolicy.error && <ErrorNotice error={setPolicy.error} />}
        <div>
          <Button
            variant="primary"
            isPending={setPolicy.isPending}
            onPress={() =>
              setPolicy.mutate(
                { organizationId, policy: { stagedRollout: true } },
                { onSuccess: () => toast('The rollout is staged', 'People to come are held.') },
              )
            }
          >
            Turn on staged rollout
          </Button>
        </div>
      </div>
    </Card>
  )
}

/** The rules of a rollout that is staged. */
export function RolloutSwitches({ held }: { held: number }) {
  const { policy } = useOrganization()
  const { save, turnOff, error } = useRolloutPolicy(held)
  return (
    <Card>
      <div className={styles.switches}>
        <Switch
          label="Hold new people"
          description="Who is provisioned from now on gains nothing until started."
          isSelected
          onChange={turnOff}
        />
        <Switch
          label="Start new people automatically"
          description="People to come are started at once. Those who are held stay so."
          isSelected={policy.automaticStart}
          onChange={(automaticStart) => save({ automaticStart }, automaticStart ? 'New people are started' : 'New people are held')}
        />
      </div>
      {error && <ErrorNotice error={error} />}
    </Card>
  )
}

/** I7: saving the rules of the rollout; nobody stays held when it ends, so that is asked first. `held`: how many are, where that is known. */
export function useRolloutPolicy(held: number | undefined) {
  const { id: organizationId } = useOrganization()
  const setPolicy = useCommand('organizations.setPolicy')
  const save = (policy: Partial<OrganizationPolicy>, said: string): void =>
    setPolicy.mutate({ organizationId, policy }, { onSuccess: () => toast(said) })
  const turnOff = (): void =>
    held === 0
      ? save({ stagedRollout: false }, 'The rollout is no longer staged')
      : confirm({
          title: 'End the staged rollout?',
          body: (
            <ul className="bullets">
              <li>
                {held === undefined
                  ? 'Everyone who is held is'
                  : held === 1
                    ? 'One person is held, and is'
                    : `${people(held)} are held, and are`}{' '}
                started at once: what the identity provider gives counts from then on.
              </li>
              <li>People who were stopped stay managed by hand.</li>
            </ul>
          ),
          confirmLabel: 'End staged rollout',
          tone: 'danger',
          act: async () => {
            await setPolicy.mutateAsync({ organizationId, policy: { stagedRollout: false } })
            toast('The rollout is no longer staged', 'Nobody is held any more.')
          },
        })
  return { save, turnOff, error: setPolicy.error }
}
