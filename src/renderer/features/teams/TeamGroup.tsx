import type { Team } from '../../../shared/console/teams.ts'
import { paths } from '../../paths.ts'
import { Card } from '../../ui/Page.tsx'
import { PickerField } from '../../ui/Picker.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { GroupOptions } from './GroupOptions.tsx'
import { useLinking } from './useLinking.tsx'

/** D1, D3: the field that hands the membership to a group, and takes it back when cleared. */
export function TeamGroup({ team }: { team: Team }) {
  const { link, unlink } = useLinking()
  const { slug } = useOrganization()
  const { group } = team
  return (
    <Card
      title="IdP group"
      aside={group && <TextLink to={paths.claimsTester(slug, { group: group.displayName })}>Test a sign-in</TextLink>}
    >
      <PickerField
        label="Membership follows"
        value={group?.displayName ?? null}
        placeholder="No group: members are added by hand"
        onClear={group ? () => unlink(team, group.displayName) : undefined}
        clearLabel="Unlink group"
        description={
          group
            ? 'Who is in the team is decided at the identity provider. Unlinking keeps the current members as manual ones.'
            : 'Choose a group of the catalog, and its members become the members of this team.'
        }
      >
        {(close) => (
          <GroupOptions
            except={group?.id}
            onPick={(picked) => {
              close()
              void link(team, picked)
            }}
          />
        )}
      </PickerField>
    </Card>
  )
}
