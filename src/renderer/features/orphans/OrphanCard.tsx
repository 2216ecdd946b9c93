import { assertNever } from '../../../shared/assert.ts'
import type { OrphanedTeam } from '../../../shared/console/orphans.ts'
import type { OrphanCause } from '../../../shared/console/teams.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { PickerPopover } from '../../ui/Picker.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { ExactTime, Time } from '../../ui/Time.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { GroupOptions } from '../teams/GroupOptions.tsx'
import { useLinking } from '../teams/useLinking.tsx'
import styles from './OrphanCard.module.css'
import { PurgedMembers } from './PurgedMembers.tsx'
import { useResolutions } from './useResolutions.tsx'

/** One orphaned team: what happened to it, who was in it, and the ways on. */
export function OrphanCard({
  orphan,
  selection,
}: {
  orphan: OrphanedTeam
  /** Where several may be decided together. */
  selection: { isSelected: boolean; onChange: (on: boolean) => void } | undefined
}) {
  const { slug } = useOrganization()
  const { link } = useLinking()
  const { askToRestore, askToReturnEmpty, askToDelete } = useResolutions(orphan)
  const team = { id: orphan.teamId, name: orphan.name }
  const { returnedGroup } = orphan
  return (
    <Card
      title={orphan.name}
      aside={
        <span className={styles.aside}>
          <Badge tone="warning">Orphaned</Badge>
          <TextLink to={paths.team(slug, orphan.teamId)}>Open team</TextLink>
          {selection && (
            <Checkbox {...selection}>
              Select<span className="visually-hidden"> {orphan.name}</span>
            </Checkbox>
          )}
        </span>
      }
    >
      <div className="stack">
        <p>
          The group <b>{orphan.groupName}</b> {causeInWords(orphan.cause)} <Time at={orphan.at} /> (<ExactTime at={orphan.at} />
          ). {membersInWords(orphan)}
        </p>
        {returnedGroup && (
          <Notice
            tone="success"
            title={`A group named ${returnedGroup.displayName} is back in the catalog`}
            action={
              <Button variant="primary" size="small" onPress={() => void link(team, returnedGroup)}>
                Link it again
              </Button>
            }
          >
            Linking it lets the team follow the group as before.
          </Notice>
        )}
        {orphan.purged.people > 0 && <PurgedMembers orphan={orphan} />}
        <div className={styles.ways}>
          <PickerPopover label={`Link another group to ${orphan.name}`} value="Link another group" variant="action" icon="link">
            {(close) => (
              <GroupOptions
                onPick={(group) => {
                  close()
                  void link(team, group)
                }}
              />
            )}
          </PickerPopover>
          <Button
            onPress={askToRestore}
            disabledReason={
              orphan.purged.present === 0 ? 'None of the removed members has access to this organization any more.' : undefined
            }
          >
            Return to manual with members
          </Button>
          <Button onPress={askToReturnEmpty}>Return to manual without</Button>
          <span className="grow" />
          <Button icon="trash" variant="quiet" onPress={askToDelete}>
            Delete team
          </Button>
        </div>
      </div>
    </Card>
  )
}

function causeInWords(cause: OrphanCause): string {
  switch (cause) {
    case 'scim-delete':
      return 'was deleted by the identity provider'
    case 'manual-delete':
      return 'was deleted here by hand'
    default:
      return assertNever(cause)
  }
}

function membersInWords({ purged, keptMembers }: OrphanedTeam): string {
  const removed = purged.people === 1 ? 'One member was removed' : `${purged.people.toLocaleString('en')} members were removed`
  if (keptMembers === 0) return `${removed}, and nobody is left in the team.`
  return `${removed}; ${keptMembers === 1 ? 'one who was' : `${keptMembers.toLocaleString('en')} who were`} added by hand stayed.`
}
