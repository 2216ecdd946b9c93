import { useState } from 'react'
import type { ApiToken, ServiceAccount } from '../../../shared/console/access.ts'
import { useCommand } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast } from '../../stores/toasts.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Drawer, Section } from '../../ui/Drawer.tsx'
import { CopyableId } from '../../ui/CopyField.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { ExactTime } from '../../ui/Time.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { ApiTokenList } from '../tokens/ApiTokenList.tsx'
import { IssueApiTokenDialog } from '../tokens/IssueApiTokenDialog.tsx'
import { RolesOfAccount } from './RolesOfAccount.tsx'

export function ServiceAccountDrawer({ account, onClose }: { account: ServiceAccount | undefined; onClose: () => void }) {
  const [isIssuing, setIssuing] = useState(false)
  return (
    <>
      <Drawer
        eyebrow="Service account"
        title={account?.name ?? 'Service account not found'}
        badges={account?.integration && <Badge>Integration</Badge>}
        actions={account && account.integration === null && <RemoveAccount account={account} onRemoved={onClose} />}
        onClose={onClose}
      >
        {account ? (
          <Content account={account} onIssue={() => setIssuing(true)} />
        ) : (
          <ErrorNotice error={{ message: 'There is no such service account any more.' }} />
        )}
      </Drawer>
      {account && isIssuing && <IssueToken account={account} onClose={() => setIssuing(false)} />}
    </>
  )
}

function Content({ account, onIssue }: { account: ServiceAccount; onIssue: () => void }) {
  const { slug } = useOrganization()
  const { integration } = account
  return (
    <div className="stack">
      {account.description !== '' && <p>{account.description}</p>}
      <Facts
        items={[
          integration && [
            'Integration',
            <TextLink key="integration" to={paths.integration(slug, integration.id)}>
              {integration.name}
            </TextLink>,
          ],
          ['ID', <CopyableId key="id" value={account.id} what="ID" />],
          ['Created', <ExactTime key="created" at={account.createdAt} />],
        ]}
      />
      <Section title="Roles">
        <RolesOfAccount account={account} />
      </Section>
      {integration === null ? (
        <Tokens account={account} onIssue={onIssue} />
      ) : (
        <p className="muted">It is made and removed with its integration, whose token is the only one that acts as it.</p>
      )}
    </div>
  )
}

function Tokens({ account, onIssue }: { account: ServiceAccount; onIssue: () => void }) {
  const { id: organizationId } = useOrganization()
  const revoke = useCommand('access.revokeApiToken')
  const ask = (token: ApiToken): void =>
    confirm({
      title: `Revoke the token ${token.name}?`,
      body: (
        <p>
          The token <code>…{token.tail}</code> stops working at once: requests with it are answered with 401. Other tokens of {account.name}{' '}
          go on working.
        </p>
      ),
      confirmLabel: 'Revoke token',
      tone: 'danger',
      act: async () => {
        await revoke.mutateAsync({ organizationId, serviceAccountId: account.id, tokenId: token.id })
        toast(`Token ${token.name} revoked`)
      },
    })
  return (
    <Section
      title="API tokens"
      aside={
        <Button icon="key" size="small" onPress={onIssue}>
          Issue token
        </Button>
      }
    >
      {account.tokens.length === 0 ? (
        <p className="muted">None: nothing can act as this account.</p>
      ) : (
        <ApiTokenList tokens={account.tokens} onRevoke={ask} />
      )}
    </Section>
  )
}

function IssueToken({ account, onClose }: { account: ServiceAccount; onClose: () => void }) {
  const { id: organizationId } = useOrganization()
  const issue = useCommand('access.issueApiToken')
  return (
    <IssueApiTokenDialog
      intro={`Whoever holds it can call the management API as ${account.name}. The account's other tokens go on working.`}
      placeholder="nightly job"
      issue={async (input) => (await issue.mutateAsync({ organizationId, serviceAccountId: account.id, ...input })).token}
      isPending={issue.isPending}
      error={issue.error}
      onClose={onClose}
    />
  )
}

function RemoveAccount({ account, onRemoved }: { account: ServiceAccount; onRemoved: () => void }) {
  const { id: organizationId } = useOrganization()
  const remove = useCommand('access.removeServiceAccount')
  const ask = (): void =>
    confirm({
      title: `Remove the service account ${account.name}?`,
      body: (
        <p>
          {account.tokens.length === 0
            ? 'It has no tokens.'
            : `Its ${account.tokens.length === 1 ? 'token stops' : `${account.tokens.length} tokens stop`} working at once.`}{' '}
          Its bindings go with it. What it did stays in the audit trail.
        </p>
      ),
      confirmLabel: 'Remove service account',
      tone: 'danger',
      act: async () => {
        await remove.mutateAsync({ organizationId, serviceAccountId: account.id })
        toast(`Service account ${account.name} removed`)
        onRemoved()
      },
    })
  return (
    <Button icon="trash" onPress={ask}>
      Remove
    </Button>
  )
}
