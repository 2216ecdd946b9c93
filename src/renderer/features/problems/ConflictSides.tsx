import type { Conflict, ConflictSide } from '../../../shared/console/problems.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import styles from './ConflictSides.module.css'

/** G7: the two groups that want one name, side by side. */
export function ConflictSides({ conflict }: { conflict: Conflict }) {
  return (
    <div className={styles.sides}>
      <Side
        title="Refused"
        side={conflict.refused}
        state={conflict.refused.groupId === null ? 'Not in the catalog' : 'Keeps its old name'}
      />
      {conflict.holder === null ? (
        <div className={styles.side}>
          <h3>Has the name</h3>
          <p>Nobody any more: the name is free.</p>
        </div>
      ) : (
        <Side title="Has the name" side={conflict.holder} state={conflict.holder.source === 'scim' ? 'SCIM' : 'Manual'} />
      )}
    </div>
  )
}

function Side({ title, side, state }: { title: string; side: ConflictSide; state: string }) {
  const { organizationSlug: slug, groupId, groupName } = side
  return (
    <div className={styles.side}>
      <h3>{title}</h3>
      <p className={styles.organization}>{side.organizationName}</p>
      <p className={styles.group}>
        {groupId === null ? <span>{groupName}</span> : <TextLink to={paths.groupMapping(slug, groupId)}>{groupName}</TextLink>}
        <Badge>{state}</Badge>
      </p>
    </div>
  )
}
