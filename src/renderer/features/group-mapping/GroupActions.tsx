import { useState } from 'react'
import type { Group } from '../../../shared/console/catalog.ts'
import { IconButton } from '../../ui/Button.tsx'
import { EditGroupDialog } from './EditGroupDialog.tsx'
import { useGroupRemoval } from './useGroupRemoval.tsx'

/** G3: what can be done with a row that was entered by hand. */
export function GroupActions({ group, onRemoved }: { group: Group; onRemoved?: () => void }) {
  const [isEditing, setEditing] = useState(false)
  const askToRemove = useGroupRemoval()
  return (
    <>
      <IconButton icon="pencil" label={`Edit group ${group.displayName}`} onPress={() => setEditing(true)} />
      <IconButton icon="trash" label={`Delete group ${group.displayName}`} onPress={() => void askToRemove(group, onRemoved)} />
      {isEditing && <EditGroupDialog group={group} onClose={() => setEditing(false)} />}
    </>
  )
}
