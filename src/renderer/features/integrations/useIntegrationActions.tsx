import { useNavigate } from 'react-router'
import type { Integration, IntegrationRemoval } from '../../../shared/console/integrations.ts'
import { InvocationError } from '../../client/client.ts'
import { queryClient, queryOptions, useCommand } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast, toastError } from '../../stores/toasts.ts'
import { Time } from '../../ui/Time.tsx'
import { useOrganization } from '../organizations/scope.tsx'

/** I2: enabling, disabling and removing an integration, each saying first what it will do. */
export function useIntegrationActions({ id: integrationId, name }: Integration) {
  const { id: organizationId, slug } = useOrganization()
  const navigate = useNavigate()
  const switching = useCommand('integrations.setEnabled')
  const removing = useCommand('integrations.remove')
  const of = { organizationId, integrationId }

  const setEnabled = (enabled: boolean): void =>
    switching.mutate(
      { ...of, enabled },
      {
        onSuccess: () => toast(`${name} ${enabled ? 'enabled' : 'disabled'}`),
        onError: (error) => toastError(error.message, error.hint),
      },
    )

  const askToDisable = (): void =>
    confirm({
      title: `Disable ${name}?`,
      body: (
        <>
          <p>Requests with its token are answered with 403 and logged, until it is enabled again. The client may report an outage.</p>
          <p>Token, users, groups and teams stay as they are.</p>
        </>
      ),
      confirmLabel: 'Disable integration',
      tone: 'danger',
      act: async () => {
        await switching.mutateAsync({ ...of, enabled: false })
        toast(`${name} disabled`, 'Requests with its token are answered with 403.')
      },
    })

  const askToRemove = async (): Promise<void> => {
    try {
      const impact = await queryClient.query({ ...queryOptions('integrations.removalImpact', of), staleTime: 0 })
      confirm({
        title: `Remove the integration ${name}?`,
        body: <Consequences impact={impact} />,
        confirmLabel: 'Remove integration',
        tone: 'danger',
        act: async () => {
          await removing.mutateAsync(of)
          toast(`Integration ${name} removed`)
          void navigate(paths.integrations(slug), { replace: true })
        },
      })
    } catch (error) {
      if (error instanceof InvocationError) toastError(error.message, error.hint)
      else throw error
    }
  }

  return { setEnabled, isSwitching: switching.isPending, askToDisable, askToRemove: () => void askToRemove() }
}

function Consequences({ impact: { tokenTail, serviceAccount, roles, lastRequestAt } }: { impact: IntegrationRemoval }) {
  return (
    <>
      <p>
        {lastRequestAt === null ? (
          'It has never received a request.'
        ) : (
          <>
            Its last request came <Time at={lastRequestAt} />.
          </>
        )}{' '}
        {tokenTail !== null && (
          <>
            The token <code>…{tokenTail}</code> stops working at once: requests with it are answered with 401.
          </>
        )}
      </p>
      <p>
        The service account <code>{serviceAccount}</code> is removed with it
        {roles.length > 0 && (
          <>
            , and so {roles.length === 1 ? 'is its binding' : 'are its bindings'} to {roles.join(', ')}
          </>
        )}
        .
      </p>
      <p>Users, groups and teams stay as they are. The request log and the audit trail keep what it did.</p>
    </>
  )
}
