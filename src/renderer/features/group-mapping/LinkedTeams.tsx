import type { Group } from '../../../shared/console/catalog.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/Button.tsx'
import { PickerPopover } from '../../ui/Picker.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { TeamOptions } from '../teams/TeamOptions.tsx'
import { useLinking } from '../teams/useLinking.tsx'
import styles from './LinkedTeams.module.css'

/** D2: the teams that follow a group, in a cell of the catalog: opened, it links another and unlinks one. */
export function LinkedTeamsCell({ group }: { group: Group }) {
  const { slug } = useOrganization()
  const { link, unlink } = useLinking()
  const names = group.teams.map((team) => team.name).join(', ')
  return (
    <PickerPopover
      label={`Linked teams of ${group.displayName}`}
      value={names === '' ? <span className="muted">Link a team</span> : names}
      variant="cell"
    >
      {(close) => (
        <>
          {group.teams.length > 0 && (
            <ul className={styles.linked} aria-label="Linked teams">
              {group.teams.map((team) => (
                <li key={team.id} className={styles.team}>
                  <span className={styles.name}>
                    <TextLink to={paths.team(slug, team.id)}>{team.name}</TextLink>
                  </span>
                  <Button
                    size="small"
                    variant="quiet"
                    aria-label={`Unlink team ${team.name}`}
                    onPress={() => {
                      close()
                      unlink(team, group.displayName)
                    }}
                  >
                    Unlink
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <TeamOptions
            except={group.teams.map((team) => team.id)}
            onPick={(team) => {
              close()
              void link(team, group)
            }}
          />
        </>
      )}
    </PickerPopover>
  )
}

/** The same in full, in the details of a group. */
export function LinkedTeamsList({ group }: { group: Group }) {
  const { slug } = useOrganization()
  const { link, unlink } = useLinking()
  return (
    <>
      {group.teams.length === 0 ? (
        <p className="muted">No team follows this group yet.</p>
      ) : (
        <ul className="lines">
          {group.teams.map((team) => (
            <li key={team.id}>
              <TextLink to={paths.team(slug, team.id)}>{team.name}</TextLink>
              <Button size="small" aria-label={`Unlink team ${team.name}`} onPress={() => unlink(team, group.displayName)}>
                Unlink
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div>
        <PickerPopover label={`Link a team to ${group.displayName}`} value="Link a team" variant="action" icon="link">
          {(close) => (
            <TeamOptions
              except={group.teams.map((team) => team.id)}
              onPick={(team) => {
                close()
                void link(team, group)
              }}
            />
          )}
        </PickerPopover>
      </div>
    </>
  )
}
