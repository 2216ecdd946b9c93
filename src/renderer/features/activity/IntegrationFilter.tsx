import { useQuery } from '../../client/queries.ts'
import { Select } from '../../ui/Select.tsx'
import { useOrganization } from '../organizations/scope.tsx'

const ANY = 'any'

/** Of which integration the requests are shown; there is nothing to choose while there is only the built-in one. */
export function IntegrationFilter({ value, onChange }: { value: string | null; onChange: (integrationId: string | null) => void }) {
  const { id: organizationId } = useOrganization()
  const integrations = useQuery('integrations.list', { organizationId }).data?.integrations ?? []
  if (integrations.length < 2 && value === null) return null
  const known = integrations.map(({ id, name }) => ({ value: id, label: name }))
  const gone = value !== null && !known.some((each) => each.value === value) ? [{ value, label: 'A removed integration' }] : []
  return (
    <Select
      label="Integration"
      hideLabel
      value={value ?? ANY}
      onChange={(next) => onChange(next === ANY ? null : next)}
      options={[{ value: ANY, label: 'Any integration' }, ...known, ...gone]}
    />
  )
}
