import { useParams } from 'react-router'
import type { Integration } from '../../../shared/console/integrations.ts'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Card, Page, useDocumentTitle } from '../../ui/Page.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { ButtonLink } from '../../ui/TextLink.tsx'
import { EndpointUrls } from '../group-mapping/EndpointUrls.tsx'
import type { Progress } from '../group-mapping/guide/parts.tsx'
import { GuideSteps } from '../group-mapping/SetupGuide.tsx'
import { TokenPanel } from '../group-mapping/TokenPanel.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { RolesOfAccount } from '../service-accounts/RolesOfAccount.tsx'
import styles from './Integrations.module.css'
import { IntegrationRequests } from './IntegrationRequests.tsx'
import { IntegrationSettings } from './IntegrationSettings.tsx'
import { IntegrationState } from './IntegrationState.tsx'
import { endpointOf, fieldOf } from './presets.ts'
import { useIntegrationActions } from './useIntegrationActions.tsx'

/** J14: one integration: how to reach it, who it acts as, how it answers, and what it was asked. */
export function IntegrationPage() {
  const { id: organizationId, name: organizationName, slug } = useOrganization()
  const { integrationId = '' } = useParams()
  const answer = useQuery('integrations.get', { organizationId, integrationId })
  const integration = answer.data
  useDocumentTitle(integration?.name ?? 'Integration', organizationName)

  return (
    <Page
      title={integration?.name ?? 'Integration'}
      intro={integration?.description}
      badges={
        integration && (
          <>
            <IntegrationState integration={integration} />
            {integration.builtIn && <Badge>Built-in</Badge>}
          </>
        )
      }
      actions={integration && <Actions integration={integration} />}
    >
      {answer.error && (
        <>
          <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />
          <div>
            <ButtonLink to={paths.integrations(slug)}>All integrations</ButtonLink>
          </div>
        </>
      )}
      {!integration && !answer.error && <SkeletonLines count={6} />}
      {integration && <Content integration={integration} />}
    </Page>
  )
}

function Content({ integration }: { integration: Integration }) {
  const { counts, slug } = useOrganization()
  const { serviceAccount, token, lastRequestAt } = integration
  const hasRequest = lastRequestAt !== null
  const progress: Progress = {
    hasToken: token.state === 'live',
    hasRequest,
    // Others may have pushed them: what counts is that this one has called.
    hasGroups: hasRequest && counts.groups > 0,
    hasUsers: hasRequest && counts.users > 0,
  }
  return (
    <>
      {!integration.enabled && (
        <Notice tone="warning" title="This integration is disabled">
          Requests with its token are answered with 403 and logged. Users, groups and teams stay as they are.
        </Notice>
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          <Card title="Connection">
            <div className={styles.connection}>
              <EndpointUrls mounts={integration.mounts} field={fieldOf(integration)} />
              <TokenPanel endpoint={endpointOf(integration)} />
            </div>
          </Card>
          <Card title="Set up the client">
            <div className={styles.connection}>
              <GuideSteps guide={integration.preset} input={{ mounts: integration.mounts, progress, slug }} />
            </div>
          </Card>
        </div>
        <div className={styles.column}>
          <Card title="Service account">
            <div className={styles.form}>
              <p className="muted">
                Requests act as <code>{serviceAccount.name}</code>. What they may do is what its roles permit; anything else is answered
                with 403.
              </p>
              <RolesOfAccount account={serviceAccount} />
            </div>
          </Card>
          <Card title="Settings">
            <IntegrationSettings key={integration.id} integration={integration} />
          </Card>
        </div>
      </div>
      <Card title="Latest requests">
        <IntegrationRequests integration={integration} />
      </Card>
    </>
  )
}

function Actions({ integration }: { integration: Integration }) {
  const { setEnabled, isSwitching, askToDisable, askToRemove } = useIntegrationActions(integration)
  return (
    <>
      {integration.enabled ? (
        <Button icon="pause" onPress={askToDisable}>
          Disable
        </Button>
      ) : (
        <Button icon="play" variant="primary" isPending={isSwitching} onPress={() => setEnabled(true)}>
          Enable
        </Button>
      )}
      <Button
        icon="trash"
        onPress={askToRemove}
        disabledReason={
          integration.builtIn ? 'The group mapping endpoint belongs to the organization and stays. It can be disabled.' : undefined
        }
      >
        Remove
      </Button>
    </>
  )
}
