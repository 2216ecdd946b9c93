import { useState } from 'react'
import { Navigate } from 'react-router'
import type { Organization } from '../../../shared/console/organizations.ts'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { usePreferences } from '../../stores/preferences.ts'
import { FirstRun } from '../organizations/FirstRun.tsx'
import { ServiceUnreachable } from './ServiceUnreachable.tsx'

/** `/`: to the organization last looked at, or to the first run when there is none. */
export function Start() {
  const answer = useQuery('organizations.list', {})
  if (answer.error && !answer.data) return <ServiceUnreachable error={answer.error} retry={() => void answer.refetch()} />
  return answer.data ? <Begin organizations={answer.data.organizations} /> : null
}

function Begin({ organizations }: { organizations: readonly Organization[] }) {
  const remembered = usePreferences((preferences) => preferences.lastOrganization)
  // The first run ends at the guide, whether its own answer or the news of the new organization comes first.
  const [isFirstRun] = useState(organizations.length === 0)
  const organization = organizations.find((each) => each.slug === remembered) ?? organizations[0]
  if (!organization) return <FirstRun />
  return <Navigate to={(isFirstRun ? paths.groupMapping : paths.overview)(organization.slug)} replace />
}
