import { Page, useDocumentTitle } from '../../ui/Page.tsx'
import { useSetParams } from '../../ui/search-param.ts'
import { Tabs } from '../../ui/Tabs.tsx'
import { useSearchParams } from 'react-router'
import { useOrganization } from '../organizations/scope.tsx'
import { AuditTab } from './AuditTab.tsx'
import { RequestsTab } from './RequestsTab.tsx'

type Tab = 'requests' | 'audit'

/** L1 to L3: what the IdP asked, and what has changed. */
export function Activity() {
  const organization = useOrganization()
  const [params] = useSearchParams()
  const setParams = useSetParams()
  const tab: Tab = params.get('tab') === 'audit' ? 'audit' : 'requests'
  useDocumentTitle(tab === 'audit' ? 'Audit' : 'Requests', organization.name)
  const select = (next: Tab): void =>
    setParams({ ...Object.fromEntries([...params.keys()].map((name) => [name, null])), tab: next === 'audit' ? 'audit' : null }, 'push')
  return (
    <Page title="Activity" intro="Every request of the identity provider, and every change with who made it. Both follow live.">
      <Tabs
        label="Activity"
        selected={tab}
        onSelect={select}
        items={[
          { id: 'requests', label: 'Requests', content: <RequestsTab /> },
          { id: 'audit', label: 'Audit', content: <AuditTab /> },
        ]}
      />
    </Page>
  )
}
