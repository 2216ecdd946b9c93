import type { ClaimMatch } from '../../../shared/console/organizations.ts'
import { useCommand } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { RadioCards } from '../../ui/Choice.tsx'
import type { Option } from '../../ui/Choice.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { useOrganization } from './scope.tsx'

const matches: readonly Option<ClaimMatch>[] = [
  {
    value: 'display-name',
    label: 'Display name',
    description: 'A value is compared with the names of groups, without regard to letter case. Okta, Keycloak and most others send names.',
  },
  {
    value: 'external-id',
    label: 'External ID',
    description:
      'A value is compared with the ids that the identity provider pushed. Entra ID sends object ids unless it is told otherwise.',
  },
  {
    value: 'either',
    label: 'Either',
    description: 'The name first, then the external ID. An external ID that several groups have leads to none of them.',
  },
]

/** G12: what a value of the groups claim is compared with, in this organization. It takes effect when it is chosen. */
export function ClaimMatchChoice() {
  const { id, name, policy } = useOrganization()
  const setPolicy = useCommand('organizations.setPolicy')
  return (
    <>
      <RadioCards
        label="What is a value of the groups claim compared with?"
        value={policy.claimMatch}
        onChange={(claimMatch) =>
          setPolicy.mutate({ organizationId: id, policy: { claimMatch } }, { onSuccess: () => toast(`Policy of ${name} saved`) })
        }
        options={matches}
      />
      {setPolicy.error && <ErrorNotice error={setPolicy.error} />}
    </>
  )
}
