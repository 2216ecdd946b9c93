import type { Member } from '../../../shared/console/members.ts'
import { invoke, InvocationError } from '../../client/client.ts'
import { useCommand } from '../../client/queries.ts'
import { toastWithUndo } from '../../client/undo.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast, toastError } from '../../stores/toasts.ts'
import { useOrganization } from '../organizations/scope.tsx'

export const nameOf = (member: Member): string => member.displayName ?? member.userName

/** D7: why the role of the last owner stays. */
export function whyKept(member: Member): string | undefined {
  return member.isLastOwner ? 'The last owner of the organization. Make somebody else an owner first.' : undefined
}

export function whyNotRemoved(member: Member): string | undefined {
  if (member.isLastOwner) return whyKept(member)
  if (!member.hasAccess) return 'The identity provider has taken the access away already.'
  return member.origin === 'scim' ? 'Managed by the identity provider. Remove the person there.' : undefined
}

export function useMemberActions() {
  const organization = useOrganization()
  const setRole = useCommand('members.setRole')
  const remove = useCommand('members.remove')
  return {
    setRole(member: Member, role: Member['role']): void {
      const input = { organizationId: organization.id, userId: member.userId }
      setRole.mutate(
        { ...input, role },
        {
          onSuccess: () =>
            toastWithUndo(`${nameOf(member)} is ${role === 'owner' ? 'an owner' : 'a member'} now`, undefined, () =>
              invoke('members.setRole', { ...input, role: member.role }),
            ),
          onError: (error) => toastError(error.message, error.hint),
        },
      )
    },
    async askToRemove(member: Member): Promise<void> {
      const input = { organizationId: organization.id, userId: member.userId }
      try {
        const { groups, teams, workspaces, bindings } = await invoke('members.removalImpact', input)
        confirm({
          title: `Remove ${nameOf(member)} from ${organization.name}?`,
          body: (
            <>
              <p>These go with the access, for good:</p>
              <ul className="bullets">
                <li>{counted(groups, 'membership of a group', 'memberships of groups')}</li>
                <li>{counted(teams, 'membership of a team', 'memberships of teams')}</li>
                <li>{counted(workspaces, 'role in a workspace', 'roles in workspaces')}</li>
                <li>{counted(bindings, 'bound role', 'bound roles')}</li>
              </ul>
              <p>The account, and its access to other organizations, stay.</p>
            </>
          ),
          confirmLabel: 'Remove member',
          tone: 'danger',
          act: async () => {
            await remove.mutateAsync(input)
            toast(`${nameOf(member)} removed from ${organization.name}`)
          },
        })
      } catch (error) {
        if (!(error instanceof InvocationError)) throw error
        toastError(error.message, error.hint)
      }
    },
  }
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
