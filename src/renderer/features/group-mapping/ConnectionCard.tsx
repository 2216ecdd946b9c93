import { useState } from 'react'
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import type { Endpoint } from '../../../shared/console/tokens.ts'
import { openSetup, usePreferences } from '../../stores/preferences.ts'
import type { DotTone } from '../../ui/Badge.tsx'
import { Dot } from '../../ui/Badge.tsx'
import { Icon } from '../../ui/icons.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { DateOnly, Time } from '../../ui/Time.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { EndpointUrls } from './EndpointUrls.tsx'
import { LiveRequests } from './LiveRequests.tsx'
import { SetupGuide } from './SetupGuide.tsx'
import { TokenPanel } from './TokenPanel.tsx'
import styles from './ConnectionCard.module.css'

/** How the IdP reaches this organization. */
export function ConnectionCard({ endpoint }: { endpoint: Endpoint | undefined }) {
  if (endpoint) return <LoadedCard endpoint={endpoint} />
  return (
    <div className={styles.card}>
      <div className={styles.loading}>
        <SkeletonLines count={2} />
      </div>
    </div>
  )
}

function LoadedCard({ endpoint }: { endpoint: Endpoint }) {
  const { slug } = useOrganization()
  const chosen = usePreferences((preferences) => preferences.setupOpen[slug])
  // As it was when the screen opened: it must not fold up under someone who watches the first request arrive.
  const [wasWaiting] = useState(endpoint.lastRequestAt === null)
  return (
    <Disclosure className={styles.card} isExpanded={chosen ?? wasWaiting} onExpandedChange={(open) => openSetup(slug, open)}>
      <div className={styles.summary}>
        <Heading level={2} className={styles.heading}>
          <AriaButton slot="trigger" className={styles.trigger}>
            <Icon name="chevronRight" size={14} />
            Connection
          </AriaButton>
        </Heading>
        <Summary endpoint={endpoint} />
      </div>
      <DisclosurePanel className={styles.panel}>
        <div className={styles.columns}>
          <div className={styles.column}>
            <EndpointUrls mounts={endpoint.mounts} />
            <TokenPanel endpoint={endpoint} />
          </div>
          <div className={styles.column}>
            <SetupGuide endpoint={endpoint} />
          </div>
        </div>
        <LiveRequests />
      </DisclosurePanel>
    </Disclosure>
  )
}

function Summary({ endpoint }: { endpoint: Endpoint }) {
  const { token, lastRequestAt } = endpoint
  const { tone, text } = stateOf(endpoint)
  return (
    <ul className={styles.facts}>
      <li>
        <Dot tone={tone} /> {text}
      </li>
      {token.state !== 'none' && (
        <li>
          Token <code>…{token.tail}</code>
        </li>
      )}
      {token.state !== 'none' && <li>{token.expiresAt === null ? 'Never expires' : <Expiry at={token.expiresAt} />}</li>}
      <li>
        {lastRequestAt === null ? (
          'No request yet'
        ) : (
          <>
            Last request <Time at={lastRequestAt} />
          </>
        )}
      </li>
    </ul>
  )
}

function Expiry({ at }: { at: number }) {
  return (
    <>
      Expires <DateOnly at={at} />
    </>
  )
}

function stateOf({ enabled, token, lastRequestAt }: Endpoint): { tone: DotTone; text: string } {
  if (!enabled) return { tone: 'warning', text: 'Disabled' }
  if (token.state === 'none') return { tone: 'neutral', text: 'No token yet' }
  if (token.state === 'expired') return { tone: 'danger', text: 'Token expired' }
  return lastRequestAt === null
    ? { tone: 'warning', text: 'Waiting for the first request' }
    : { tone: 'success', text: 'Receiving requests' }
}
