import { useState } from 'react'
import type { Role } from '../../../shared/console/access.ts'
import { useQuery } from '../../client/queries.ts'
import { wholeList } from '../../client/whole-list.ts'
import { useActions } from '../../stores/actions.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useAddressWith, useSearchParam } from '../../ui/search-param.ts'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { TotalCount } from '../../ui/TotalCount.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { permissionWords } from '../service-accounts/permissions.ts'
import { CreateRoleDialog } from './CreateRoleDialog.tsx'
import { RoleDrawer } from './RoleDrawer.tsx'

export function RolesTab() {
  const { id: organizationId } = useOrganization()
  const addressWith = useAddressWith()
  const [openId, setOpenId] = useSearchParam('role')
  const [isCreating, setCreating] = useState(false)
  const answer = useQuery('access.roles', { organizationId })
  const rows = wholeList(answer, answer.data?.roles)
  useActions([{ id: 'create-role', label: 'Create role', section: 'This screen', keys: 'n', run: () => setCreating(true) }])
  const create = (
    <Button icon="plus" variant="primary" onPress={() => setCreating(true)}>
      Create role
    </Button>
  )
  return (
    <>
      <DataTable
        label="Roles"
        columns={columnsFor((role) => addressWith({ role: role.id }))}
        rows={rows}
        onOpen={(role) => setOpenId(role.id)}
        isOpen={(role) => role.id === openId}
        toolbar={
          <>
            <TotalCount total={rows.total} noun="role" />
            <span className="grow" />
            {create}
          </>
        }
        empty={
          <EmptyState icon="shield" title="No roles" action={create}>
            Create the first role, then bind it to people, groups or service accounts.
          </EmptyState>
        }
      />
      {openId !== null && answer.data && (
        <RoleDrawer key={openId} role={answer.data.roles.find(({ id }) => id === openId)} onClose={() => setOpenId(null)} />
      )}
      {isCreating && <CreateRoleDialog onClose={() => setCreating(false)} onCreated={setOpenId} />}
    </>
  )
}

function columnsFor(addressOf: (role: Role) => string): Column<Role>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(130px, 1fr)',
      title: ({ name }) => name,
      cell: (role) => (
        <TextLink to={addressOf(role)} strong>
          {role.name}
        </TextLink>
      ),
    },
    {
      id: 'kind',
      header: 'Kind',
      width: '92px',
      cell: ({ managed }) =>
        managed ? <Badge title="Every organization has this role">Managed</Badge> : <Badge tone="accent">Custom</Badge>,
    },
    {
      id: 'permits',
      header: 'Permits',
      width: 'minmax(160px, 2.6fr)',
      title: permissionWords,
      cell: (role) => <span className="muted">{permissionWords(role)}</span>,
    },
    { id: 'bindings', header: 'Bindings', width: '84px', align: 'end', cell: ({ bindingCount }) => bindingCount.toLocaleString('en') },
    { id: 'updated', header: 'Last change', width: '104px', hideBelow: 760, cell: ({ updatedAt }) => <Time at={updatedAt} /> },
  ]
}
