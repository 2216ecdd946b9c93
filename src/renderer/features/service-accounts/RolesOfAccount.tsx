import { useState } from 'react'
import type { ServiceAccount } from '../../../shared/console/access.ts'
import { useCommand, useQuery } from '../../client/queries.ts'
import { toastWithUndo } from '../../client/undo.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast } from '../../stores/toasts.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { permissionWords } from './permissions.ts'
import styles from './ServiceAccounts.module.css'

type Account = Pick<ServiceAccount, 'id' | 'name' | 'roles'>
type BoundRole = Account['roles'][number]

/** I4, I5: the roles of a service account with what they permit. A binding is deleted and made again, never edited. */
export function RolesOfAccount({ account }: { account: Account }) {
  const { id: organizationId } = useOrganization()
  const answer = useQuery('access.roles', { organizationId })
  const unbind = useCommand('access.removeBinding')
  const bind = useCommand('access.createBinding')

  const askToUnbind = (role: BoundRole): void =>
    confirm({
      title: `Unbind ${role.name} from ${account.name}?`,
      body: (
        <p>
          What only this role permits is refused with 403 from the next request on.
          {account.roles.length === 1 && ' It is the only role: without another one, everything is refused.'}
        </p>
      ),
      confirmLabel: 'Unbind role',
      tone: 'danger',
      act: async () => {
        await unbind.mutateAsync({ organizationId, bindingId: role.bindingId })
        toastWithUndo(`${role.name} unbound from ${account.name}`, undefined, () =>
          bind.mutateAsync({ organizationId, roleId: role.id, subject: { kind: 'service-account', id: account.id } }),
        )
      },
    })

  if (answer.error) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return <SkeletonLines count={3} />
  const { roles } = answer.data
  return (
    <div className={styles.roles}>
      {account.roles.length === 0 ? (
        <Notice tone="warning" title="No role is bound">
          Every request is answered with 403. Bind a role below.
        </Notice>
      ) : (
        <ul className={styles.bound} aria-label="Roles">
          {account.roles.map((bound) => {
            const role = roles.find(({ id }) => id === bound.id)
            return (
              <li key={bound.bindingId} className={styles.role}>
                <div className={styles.words}>
                  <span className={styles.roleName}>{bound.name}</span>
                  {role && <span className={styles.permits}>{permissionWords(role)}</span>}
                </div>
                <IconButton icon="trash" label={`Unbind ${bound.name}`} onPress={() => askToUnbind(bound)} />
              </li>
            )
          })}
        </ul>
      )}
      <BindRole account={account} choices={roles.filter(({ id }) => !account.roles.some((bound) => bound.id === id))} />
    </div>
  )
}

function BindRole({ account, choices }: { account: Account; choices: readonly { id: string; name: string }[] }) {
  const { id: organizationId } = useOrganization()
  const [chosen, setChosen] = useState<string | null>(null)
  const bind = useCommand('access.createBinding')
  // Not Admin unless it is asked for.
  const role = choices.find(({ id }) => id === chosen) ?? choices.find(({ name }) => name !== 'Admin') ?? choices[0]
  if (role === undefined) return <p className="muted">Every role is bound.</p>
  const submit = (): void =>
    bind.mutate(
      { organizationId, roleId: role.id, subject: { kind: 'service-account', id: account.id } },
      { onSuccess: () => toast(`${role.name} bound to ${account.name}`) },
    )
  return (
    <>
      <div className={styles.bind}>
        <Select
          label="Another role"
          hideLabel
          value={role.id}
          onChange={setChosen}
          options={choices.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Button size="small" isPending={bind.isPending} onPress={submit}>
          Bind role
        </Button>
      </div>
      {bind.error && <ErrorNotice error={bind.error} />}
    </>
  )
}
