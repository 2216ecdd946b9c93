import type { OrphanDecision, OrphanedTeam } from '../../../shared/console/orphans.ts'
import { useCommand } from '../../client/queries.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { people } from './people.ts'
import styles from './SelectedOrphans.module.css'

const NAMED = 6

/** D5: several orphaned teams decided together, in one step that is done whole or not at all. */
export function SelectedOrphans({
  teams,
  selected,
  onSelect,
}: {
  teams: readonly OrphanedTeam[]
  selected: readonly OrphanedTeam[]
  onSelect: (teams: readonly OrphanedTeam[]) => void
}) {
  const ask = useDecision(selected)
  const nobody = selected.length === 0 ? 'Select the teams first.' : undefined
  const present = selected.reduce((sum, team) => sum + team.purged.present, 0)
  const alone = selected.filter((team) => team.returnedGroup === null)
  const isAll = selected.length === teams.length
  return (
    <section className={styles.bar} aria-label="Decide several at once">
      <div className={styles.choice}>
        <Checkbox isSelected={isAll} onChange={() => onSelect(isAll ? [] : teams)}>
          Select all {teams.length.toLocaleString('en')}
        </Checkbox>
        <span className="muted number" role="status">
          {selected.length === 0
            ? 'None selected'
            : `${selected.length.toLocaleString('en')} of ${teams.length.toLocaleString('en')} selected`}
        </span>
      </div>
      <div className={styles.ways}>
        <Button
          size="small"
          icon="link"
          onPress={() => ask('relink')}
          disabledReason={
            nobody ?? (alone.length > 0 ? `No group of the same name is back for ${listed(alone.map((team) => team.name))}.` : undefined)
          }
        >
          Link again
        </Button>
        <Button
          size="small"
          onPress={() => ask('return-with-members')}
          disabledReason={nobody ?? (present === 0 ? 'None of the removed members has access to this organization any more.' : undefined)}
        >
          Return with members
        </Button>
        <Button size="small" onPress={() => ask('return-without-members')} disabledReason={nobody}>
          Return without members
        </Button>
        <Button size="small" icon="trash" variant="quiet" onPress={() => ask('delete')} disabledReason={nobody}>
          Delete teams
        </Button>
      </div>
    </section>
  )
}

function useDecision(selected: readonly OrphanedTeam[]): (decision: OrphanDecision) => void {
  const organization = useOrganization()
  const decide = useCommand('orphans.decide')
  return (decision) => {
    const count = selected.length === 1 ? '1 team' : `${selected.length.toLocaleString('en')} teams`
    const words = wordsOf(decision, count)
    confirm({
      title: words.title,
      body: (
        <>
          <p>{listed(selected.map((team) => team.name))}</p>
          <ul className="bullets">
            {consequences(decision, selected).map((line) => (
              <li key={line}>{line}</li>
            ))}
            <li>All of them in one step: if one cannot be decided so, nothing changes.</li>
          </ul>
        </>
      ),
      confirmLabel: words.confirm,
      tone: decision === 'delete' ? 'danger' : 'primary',
      act: async () => {
        await decide.mutateAsync({ organizationId: organization.id, teamIds: selected.map((team) => team.teamId), decision })
        toast(words.done)
      },
    })
  }
}

function wordsOf(decision: OrphanDecision, count: string): { title: string; confirm: string; done: string } {
  switch (decision) {
    case 'relink':
      return { title: `Link ${count} again?`, confirm: 'Link teams', done: `${count} linked again` }
    case 'return-with-members':
      return {
        title: `Return ${count} to manual with their members?`,
        confirm: 'Return teams with members',
        done: `${count} managed by hand`,
      }
    case 'return-without-members':
      return {
        title: `Return ${count} to manual without the removed members?`,
        confirm: 'Return teams without members',
        done: `${count} managed by hand`,
      }
    case 'delete':
      return { title: `Delete ${count}?`, confirm: 'Delete teams', done: `${count} deleted` }
  }
}

function consequences(decision: OrphanDecision, selected: readonly OrphanedTeam[]): string[] {
  const present = selected.reduce((sum, { purged }) => sum + purged.present, 0)
  const gone = selected.reduce((sum, { purged }) => sum + purged.people - purged.present, 0)
  switch (decision) {
    case 'relink':
      return ['Each follows the group of the same name that is back in the catalog, and has its members.']
    case 'return-with-members':
      return [
        `${memberships(present)} that went with the groups come back, as manual ones.`,
        ...(gone > 0 ? [`${memberships(gone)} of people who are no longer in this organization cannot come back.`] : []),
        'From then on members are added and removed by hand.',
      ]
    case 'return-without-members':
      return [
        `The teams go on with ${people(selected.reduce((sum, { keptMembers }) => sum + keptMembers, 0))} added by hand. The lists of who was removed are dropped.`,
        'From then on members are added and removed by hand.',
      ]
    case 'delete':
      return ['The teams, their roles in workspaces and the lists of who was removed are gone for good. Users stay.']
  }
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).join(', ')
  return names.length > NAMED ? `${shown} and ${(names.length - NAMED).toLocaleString('en')} more` : shown
}

function memberships(count: number): string {
  return count === 1 ? '1 membership' : `${count.toLocaleString('en')} memberships`
}
