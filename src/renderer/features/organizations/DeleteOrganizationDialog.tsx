import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Organization, OrganizationRemoval } from '../../../shared/console/organizations.ts'
import { useCommand, useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'

/** Says what goes with it, and asks for the name to be typed. */
export function DeleteOrganizationDialog({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const impact = useQuery('organizations.removalImpact', { organizationId: organization.id })
  const remove = useCommand('organizations.remove')
  const act = (): void =>
    remove.mutate(
      { organizationId: organization.id, confirmation: typed },
      {
        onSuccess: () => {
          toast(`Organization ${organization.name} deleted`)
          onClose()
          void navigate(paths.organizations)
        },
      },
    )
  return (
    <Dialog
      title={`Delete the organization ${organization.name}?`}
      role="alertdialog"
      onClose={onClose}
      isDismissable={!remove.isPending}
      footer={
        <>
          <Button onPress={onClose} isDisabled={remove.isPending}>
            Cancel
          </Button>
          <Button
            variant="danger"
            isPending={remove.isPending}
            onPress={act}
            disabledReason={typed === organization.name ? undefined : 'Type the name of the organization first.'}
          >
            Delete organization
          </Button>
        </>
      }
    >
      {impact.error && <ErrorNotice error={impact.error} />}
      {impact.data ? <Goes impact={impact.data} /> : !impact.error && <SkeletonLines count={3} />}
      <p>Its tokens are refused at once, and it cannot be brought back. Accounts, the audit trail and the request log stay.</p>
      <TextField label={`Type ${organization.name} to confirm`} value={typed} onChange={setTyped} autoFocus maxLength={60} />
      {remove.error && <ErrorNotice error={remove.error} />}
    </Dialog>
  )
}

function Goes({ impact }: { impact: OrganizationRemoval }) {
  const parts: readonly (readonly [number, string])[] = [
    [impact.users, 'user'],
    [impact.groups, 'group'],
    [impact.teams, 'team'],
    [impact.workspaces, 'workspace'],
    [impact.integrations, 'integration'],
    [impact.liveTokens, 'live token'],
    [impact.webhooks, 'webhook'],
  ]
  return (
    <>
      <p>With it go:</p>
      <ul className="bullets">
        {parts
          .filter(([count]) => count > 0)
          .map(([count, one]) => (
            <li key={one}>{`${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`}</li>
          ))}
      </ul>
    </>
  )
}
