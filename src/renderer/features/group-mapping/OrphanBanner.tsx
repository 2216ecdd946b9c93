import { paths } from '../../paths.ts'
import { Notice } from '../../ui/Notice.tsx'
import { ButtonLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'

/** G9: says that teams have lost their group, and where to settle it. */
export function OrphanBanner() {
  const { slug, counts } = useOrganization()
  if (counts.orphanedTeams === 0) return null
  const title = counts.orphanedTeams === 1 ? 'One team has lost its group' : `${counts.orphanedTeams} teams have lost their group`
  return (
    <Notice tone="warning" title={title} action={<ButtonLink to={paths.orphans(slug)}>Review orphaned teams</ButtonLink>}>
      The members that came from the group were removed. Everything else about the {counts.orphanedTeams === 1 ? 'team' : 'teams'} was kept.
    </Notice>
  )
}
