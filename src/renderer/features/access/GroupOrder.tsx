import { Button as AriaButton, GridList, GridListItem, useDragAndDrop } from 'react-aria-components'
import type { OrderedGroup } from '../../../shared/console/effective-access.ts'
import type { RoleConflicts } from '../../../shared/console/organizations.ts'
import { useCommand, useQuery } from '../../client/queries.ts'
import { toast, toastError } from '../../stores/toasts.ts'
import { IconButton } from '../../ui/Button.tsx'
import { RadioCards } from '../../ui/Choice.tsx'
import type { Option } from '../../ui/Choice.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/icons.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import styles from './GroupOrder.module.css'

const policies: readonly Option<RoleConflicts>[] = [
  { value: 'highest', label: 'The highest role', description: 'Of all that a person is given in a workspace, the highest role holds.' },
  {
    value: 'priority',
    label: 'The order of groups',
    description:
      'Of the person’s groups, the one that stands first decides, also when its role is lower. Direct and team roles count beside it.',
  },
]

/** I6: which role holds where groups disagree on a workspace, and the order that may decide it. */
export function GroupOrder() {
  const { id: organizationId, policy } = useOrganization()
  const setPolicy = useCommand('organizations.setPolicy')
  const answer = useQuery('effectiveAccess.groupOrder', { organizationId })
  return (
    <div className="stack">
      <Card title="Where groups disagree">
        <RadioCards
          label="Which role holds in a workspace?"
          value={policy.roleConflicts}
          onChange={(roleConflicts) =>
            setPolicy.mutate({ organizationId, policy: { roleConflicts } }, { onError: (error) => toastError(error.message, error.hint) })
          }
          options={policies}
          columns={2}
        />
      </Card>
      <Card title="Order of groups">
        {answer.error && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
        {!answer.data && !answer.error && <SkeletonLines count={4} />}
        {answer.data && <Order groups={answer.data.groups} decides={policy.roleConflicts === 'priority'} />}
      </Card>
    </div>
  )
}

function Order({ groups, decides }: { groups: readonly OrderedGroup[]; decides: boolean }) {
  const { id: organizationId } = useOrganization()
  const save = useCommand('effectiveAccess.setGroupOrder')
  const ids = groups.map(({ id }) => id)
  const order = (groupIds: string[]): void =>
    save.mutate(
      { organizationId, groupIds },
      { onSuccess: () => toast('Order of groups saved'), onError: (error) => toastError(error.message, error.hint) },
    )
  const move = (id: string, by: -1 | 1): void => {
    const from = ids.indexOf(id)
    order(ids.toSpliced(from, 1).toSpliced(from + by, 0, id))
  }
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': groups.find(({ id }) => id === key)?.displayName ?? '' })),
    onReorder: ({ keys, target }) => {
      const rest = ids.filter((id) => !keys.has(id))
      const at = rest.indexOf(String(target.key)) + (target.dropPosition === 'after' ? 1 : 0)
      order(rest.toSpliced(at, 0, ...ids.filter((id) => keys.has(id))))
    },
  })
  if (groups.length === 0)
    return (
      <EmptyState icon="groups" title="No group has a role in a workspace">
        Give groups roles on the page of a workspace; they can be put in order here then.
      </EmptyState>
    )
  return (
    <>
      <p className="muted">
        {decides ? 'The first group of a person decides.' : 'The order counts once it is chosen above; it can be prepared now.'} Drag a
        group by its handle, or use its buttons.
      </p>
      <GridList
        aria-label="Order of groups"
        items={groups}
        dragAndDropHooks={dragAndDropHooks}
        className={styles.list}
        dependencies={[ids.join()]}
      >
        {(group) => (
          <GridListItem id={group.id} textValue={group.displayName} className={styles.item}>
            <AriaButton slot="drag" className={styles.handle}>
              <Icon name="chevronsUpDown" size={14} />
            </AriaButton>
            <span className={styles.place}>{group.place ?? '–'}</span>
            <span className={styles.name}>{group.displayName}</span>
            <span className={styles.facts}>
              {counted(group.memberCount, 'member')}, {counted(group.workspaces, 'workspace')}
            </span>
            <IconButton
              icon="arrowUp"
              label={`Move ${group.displayName} up`}
              isDisabled={group.id === ids[0]}
              onPress={() => move(group.id, -1)}
            />
            <IconButton
              icon="arrowDown"
              label={`Move ${group.displayName} down`}
              isDisabled={group.id === ids.at(-1)}
              onPress={() => move(group.id, 1)}
            />
          </GridListItem>
        )}
      </GridList>
    </>
  )
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : `${noun}s`}`
}
