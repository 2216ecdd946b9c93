import { Navigate } from 'react-router'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { usePreferences } from '../../stores/preferences.ts'
import { FirstRun } from '../organizations/FirstRun.tsx'
import { ServiceUnreachable } from './ServiceUnreachable.tsx'

/** `/`: to the organization last looked at, or to the first run when there is none. */
export function Start() {
  const remembered = usePreferences((preferences) => preferences.lastOrganization)
  const answer = useQuery('organizations.list', {})
  if (answer.error && !answer.data) return <ServiceUnreachable error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return null
  const { organizations } = answer.data
  const organization = organizations.find((each) => each.slug === remembered) ?? organizations[0]
  return organization ? <Navigate to={paths.groupMapping(organization.slug)} replace /> : <FirstRun />
}
