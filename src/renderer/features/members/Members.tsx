import { useState } from 'react'
import { assertNever } from '../../../shared/assert.ts'
import type { Member, UserOrigin } from '../../../shared/console/members.ts'
import { useNumberedPages } from '../../client/numbered-pages.ts'
import { paths } from '../../paths.ts'
import { useActions } from '../../stores/actions.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Segments } from '../../ui/Choice.tsx'
import type { Option } from '../../ui/Choice.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchBox } from '../../ui/Field.tsx'
import { Page, useDocumentTitle } from '../../ui/Page.tsx'
import { useSearchParam, useSearchText, useSetParams } from '../../ui/search-param.ts'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { TotalCount } from '../../ui/TotalCount.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { AddMemberDialog } from './AddMemberDialog.tsx'
import { nameOf, useMemberActions, whyKept, whyNotRemoved } from './useMemberActions.tsx'

type RoleFilter = 'all' | 'owner' | 'member'

const filters: readonly Option<RoleFilter>[] = [
  { value: 'all', label: 'All' },
  { value: 'owner', label: 'Owners' },
  { value: 'member', label: 'Members' },
]

/** D7: who belongs to the organization, as owner or member, and how each came. */
export function Members() {
  const organization = useOrganization()
  const search = useSearchText('q')
  const [roleParam, setRoleParam] = useSearchParam('role')
  const setParams = useSetParams()
  const [isAdding, setAdding] = useState(false)
  const role = filters.find(({ value }) => value === roleParam)?.value ?? 'all'
  const rows = useNumberedPages('members.list', {
    organizationId: organization.id,
    search: search.settled || undefined,
    role: role === 'all' ? undefined : role,
  })
  const actions = useMemberActions()
  useDocumentTitle('Members', organization.name)
  useActions([{ id: 'add-member', label: 'Add member', section: 'This screen', keys: 'n', run: () => setAdding(true) }])
  const add = (
    <Button icon="plus" variant="primary" onPress={() => setAdding(true)}>
      Add member
    </Button>
  )
  return (
    <Page
      title="Members"
      intro="Everyone with access to the organization. Owners may do everything in it; there is always one at least."
      actions={add}
    >
      <DataTable
        label="Members"
        columns={columnsFor(organization.slug, actions)}
        rows={rows}
        toolbar={
          <>
            <div className="toolbar-search">
              <SearchBox label="Search members" placeholder="Search name, user name, email" value={search.text} onChange={search.setText} />
            </div>
            <Segments
              label="Role"
              hideLabel
              value={role}
              onChange={(next) => setRoleParam(next === 'all' ? null : next)}
              options={filters}
            />
            <span className="grow" />
            <TotalCount total={rows.total} noun="member" />
          </>
        }
        empty={
          search.settled !== '' || role !== 'all' ? (
            <EmptyState
              icon="search"
              title="No member matches"
              action={<Button onPress={() => setParams({ q: null, role: null })}>Clear search and filters</Button>}
            >
              The search or the filter hides everyone in {organization.name}.
            </EmptyState>
          ) : (
            <EmptyState icon="members" title="No members yet" action={add}>
              Members come when the identity provider pushes them, when they sign in, or when they are added by hand.
            </EmptyState>
          )
        }
      />
      {isAdding && <AddMemberDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

function originWords(origin: UserOrigin): { label: string; title: string } {
  switch (origin) {
    case 'scim':
      return { label: 'Pushed', title: 'Provisioned by the identity provider over SCIM' }
    case 'manual':
      return { label: 'By hand', title: 'Added by an administrator' }
    case 'sign-in':
      return { label: 'Sign-in', title: 'Let in by the groups claim of a sign-in' }
    default:
      return assertNever(origin)
  }
}

function columnsFor(slug: string, { setRole, askToRemove }: ReturnType<typeof useMemberActions>): Column<Member>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(130px, 1.2fr)',
      title: nameOf,
      cell: (member) =>
        member.hasAccess ? (
          <TextLink to={paths.user(slug, member.userId)} strong>
            {nameOf(member)}
          </TextLink>
        ) : (
          nameOf(member)
        ),
    },
    {
      id: 'userName',
      header: 'User name',
      width: 'minmax(140px, 1.4fr)',
      hideBelow: 720,
      title: ({ userName }) => userName,
      cell: ({ userName }) => <span className="mono muted">{userName}</span>,
    },
    { id: 'state', header: 'State', width: '88px', cell: (member) => <State member={member} /> },
    {
      id: 'origin',
      header: 'Came by',
      width: '88px',
      cell: ({ origin }) => {
        const { label, title } = originWords(origin)
        return <Badge title={title}>{label}</Badge>
      },
    },
    {
      id: 'role',
      header: 'Role',
      width: '74px',
      cell: ({ role }) => (role === 'owner' ? <Badge tone="accent">Owner</Badge> : <span className="muted">Member</span>),
    },
    { id: 'since', header: 'Since', width: '104px', hideBelow: 860, cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      id: 'change',
      header: 'Change role',
      hideHeader: true,
      width: '128px',
      cell: (member) => (
        <Button
          size="small"
          aria-label={member.role === 'owner' ? `Make ${nameOf(member)} a member` : `Make ${nameOf(member)} an owner`}
          disabledReason={whyKept(member)}
          onPress={() => setRole(member, member.role === 'owner' ? 'member' : 'owner')}
        >
          {member.role === 'owner' ? 'Make member' : 'Make owner'}
        </Button>
      ),
    },
    {
      id: 'remove',
      header: 'Remove',
      hideHeader: true,
      width: '36px',
      cell: (member) => (
        <IconButton
          icon="trash"
          label={`Remove ${nameOf(member)}`}
          disabledReason={whyNotRemoved(member)}
          onPress={() => void askToRemove(member)}
        />
      ),
    },
  ]
}

function State({ member }: { member: Member }) {
  if (!member.hasAccess)
    return (
      <Badge tone="danger" title="The identity provider removed the last owner. The role is kept until somebody else is an owner.">
        No access
      </Badge>
    )
  return member.active ? <Badge tone="success">Active</Badge> : <Badge tone="warning">Inactive</Badge>
}
