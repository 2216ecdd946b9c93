import { useState } from 'react'
import type { Endpoint, IssuedToken, TokenLifetime } from '../../../shared/console/tokens.ts'
import { useCommand } from '../../client/queries.ts'
import { FormDialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { LifetimeSelect } from '../tokens/LifetimeSelect.tsx'
import { ShownOnce } from '../tokens/ShownOnce.tsx'

/** T2: first what will happen, then the token, once. The plaintext lives in this component and nowhere else. */
export function TokenDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const [issued, setIssued] = useState<IssuedToken | null>(null)
  return issued ? (
    <ShownOnce token={issued.token} addresses={issued.mounts} onClose={onClose} />
  ) : (
    <IssueForm endpoint={endpoint} onIssued={setIssued} onClose={onClose} />
  )
}

function IssueForm({ endpoint, onIssued, onClose }: { endpoint: Endpoint; onIssued: (issued: IssuedToken) => void; onClose: () => void }) {
  const organization = useOrganization()
  const [lifetime, setLifetime] = useState<TokenLifetime>(null)
  const issue = useCommand('tokens.issue')
  const { token } = endpoint
  const rotates = token.state !== 'none'
  return (
    <FormDialog
      title={rotates ? 'Rotate the token' : 'Generate a token'}
      intro={
        endpoint.builtIn
          ? `Whoever holds the token can create, change and delete the users and groups of ${organization.name}, and nothing else.`
          : `Whoever holds the token can do in ${organization.name} what the roles of the integration's service account permit, and nothing else.`
      }
      submitLabel={rotates ? 'Rotate token' : 'Generate token'}
      isPending={issue.isPending}
      error={issue.error}
      onSubmit={() =>
        issue.mutate(
          { organizationId: organization.id, integration: endpoint.integrationId, lifetimeDays: lifetime },
          { onSuccess: onIssued },
        )
      }
      onClose={onClose}
    >
      {token.state === 'live' && (
        <Notice tone="warning" title={`The token …${token.tail} stops working at the same moment`}>
          The identity provider gets status 401 until the new token is entered there. Have its provisioning settings open before you go on.
        </Notice>
      )}
      <LifetimeSelect value={lifetime} onChange={setLifetime} />
    </FormDialog>
  )
}
