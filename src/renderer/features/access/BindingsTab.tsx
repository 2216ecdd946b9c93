import { useState } from 'react'
import type { Binding, Role } from '../../../shared/console/access.ts'
import { usePages } from '../../client/pages.ts'
import { useCommand, useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast } from '../../stores/toasts.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { useSearchParam } from '../../ui/search-param.ts'
import { Select } from '../../ui/Select.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { TotalCount } from '../../ui/TotalCount.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { permissionWords } from '../service-accounts/permissions.ts'
import { BindRoleDialog } from './BindRoleDialog.tsx'
import { kindLabel, subjectAddress } from './words.ts'

const ALL = 'all'
const none: readonly Role[] = []

/** I5: who has which role. A binding is deleted and made again, never edited. */
export function BindingsTab() {
  const { id: organizationId, slug } = useOrganization()
  const [roleId, setRoleId] = useSearchParam('of')
  const [isBinding, setBinding] = useState(false)
  const answer = useQuery('access.roles', { organizationId })
  const roles = answer.data?.roles ?? none
  const rows = usePages('access.bindings', { organizationId, roleId: roleId ?? undefined })
  const remove = useCommand('access.removeBinding')
  const ask = (binding: Binding): void =>
    confirm({
      title: `Unbind ${binding.role.name} from ${binding.subject.name}?`,
      body: (
        <p>
          What only this binding permits is refused from the next request on.
          {binding.subject.kind === 'group' && ' This concerns everyone in the group.'}
        </p>
      ),
      confirmLabel: 'Unbind role',
      tone: 'danger',
      act: async () => {
        await remove.mutateAsync({ organizationId, bindingId: binding.id })
        toast(`${binding.role.name} unbound from ${binding.subject.name}`)
      },
    })
  return (
    <>
      <DataTable
        label="Bindings"
        columns={columnsFor(slug, roles, ask)}
        rows={rows}
        toolbar={
          <>
            <Select
              label="Role"
              hideLabel
              value={roleId ?? ALL}
              onChange={(next) => setRoleId(next === ALL ? null : next)}
              options={[{ value: ALL, label: 'All roles' }, ...roles.map(({ id, name }) => ({ value: id, label: name }))]}
            />
            <TotalCount total={rows.total} noun="binding" />
            <span className="grow" />
            <Button icon="plus" variant="primary" onPress={() => setBinding(true)}>
              Bind a role
            </Button>
          </>
        }
        empty={
          roleId === null ? (
            <EmptyState icon="shield" title="No bindings">
              Bind a role to a person, a group or a service account with the button above.
            </EmptyState>
          ) : (
            <EmptyState
              icon="shield"
              title="The role is bound to nobody"
              action={<Button onPress={() => setRoleId(null)}>Show all roles</Button>}
            >
              Bind it with the button above, or look at the bindings of all roles.
            </EmptyState>
          )
        }
      />
      {isBinding && <BindRoleDialog roles={roles} initial={roleId} onClose={() => setBinding(false)} />}
    </>
  )
}

function columnsFor(slug: string, roles: readonly Role[], ask: (binding: Binding) => void): Column<Binding>[] {
  const permits = (binding: Binding): string => {
    const role = roles.find(({ id }) => id === binding.role.id)
    return role === undefined ? '' : permissionWords(role)
  }
  return [
    {
      id: 'subject',
      header: 'Bound to',
      width: 'minmax(150px, 1.4fr)',
      title: ({ subject }) => subject.name,
      cell: ({ subject }) => (
        <TextLink to={subjectAddress(slug, subject)} strong>
          {subject.name}
        </TextLink>
      ),
    },
    { id: 'kind', header: 'Kind', width: '124px', cell: ({ subject }) => kindLabel(subject.kind) },
    {
      id: 'role',
      header: 'Role',
      width: 'minmax(120px, 1fr)',
      title: ({ role }) => role.name,
      cell: ({ role }) => <TextLink to={paths.roles(slug, { role: role.id })}>{role.name}</TextLink>,
    },
    {
      id: 'permits',
      header: 'Permits',
      width: 'minmax(120px, 2fr)',
      hideBelow: 820,
      title: permits,
      cell: (binding) => <span className="muted">{permits(binding)}</span>,
    },
    { id: 'since', header: 'Since', width: '104px', cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      id: 'actions',
      header: 'Actions',
      hideHeader: true,
      width: '36px',
      cell: (binding) => (
        <IconButton icon="trash" label={`Unbind ${binding.role.name} from ${binding.subject.name}`} onPress={() => ask(binding)} />
      ),
    },
  ]
}
