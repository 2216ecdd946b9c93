import { Page, useDocumentTitle } from '../../ui/Page.tsx'
import { useSearchParam, useSetParams } from '../../ui/search-param.ts'
import { Tabs } from '../../ui/Tabs.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { BindingsTab } from './BindingsTab.tsx'
import { GroupOrder } from './GroupOrder.tsx'
import { RolesTab } from './RolesTab.tsx'

type Tab = 'roles' | 'bindings' | 'order'

/** I4 to I6: what may be done, who may do it, and which of several roles holds. */
export function RolesAndBindings() {
  const organization = useOrganization()
  const [param] = useSearchParam('tab')
  const setParams = useSetParams()
  const tab: Tab = param === 'bindings' || param === 'order' ? param : 'roles'
  useDocumentTitle('Roles & bindings', organization.name)
  return (
    <Page
      title="Roles & bindings"
      intro="A role permits actions. It is bound to people, groups or service accounts; a group gives it to everyone in it."
    >
      <Tabs
        label="Roles and bindings"
        selected={tab}
        onSelect={(next) => setParams({ tab: next === 'roles' ? null : next, role: null, of: null }, 'push')}
        items={[
          { id: 'roles', label: 'Roles', content: <RolesTab /> },
          { id: 'bindings', label: 'Bindings', content: <BindingsTab /> },
          { id: 'order', label: 'Order of groups', content: <GroupOrder /> },
        ]}
      />
    </Page>
  )
}
