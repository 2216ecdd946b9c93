import { ACTIONS, RESOURCES } from '../../../shared/console/access.ts'
import type { Action, Permissions, Resource } from '../../../shared/console/access.ts'
import { Checkbox } from '../../ui/Choice.tsx'
import { resourceLabel } from '../service-accounts/permissions.ts'
import styles from './PermissionMatrix.module.css'

/** Resources down, actions across. `widest`: what lies beyond it cannot be permitted. */
export function PermissionMatrix({
  permissions,
  widest,
  isReadOnly,
  onChange,
}: {
  permissions: Permissions
  widest: Permissions | null
  isReadOnly: boolean
  onChange: (permissions: Permissions) => void
}) {
  const has = (resource: Resource, action: Action): boolean => permissions[resource]?.includes(action) ?? false
  const toggle = (resource: Resource, action: Action, on: boolean): void => {
    const actions = ACTIONS.filter((each) => (each === action ? on : has(resource, each)))
    const { [resource]: _, ...rest } = permissions
    onChange(actions.length === 0 ? rest : { ...rest, [resource]: actions })
  }
  return (
    <table className={styles.matrix} aria-label="Permissions">
      <thead>
        <tr>
          <th scope="col">Resource</th>
          {ACTIONS.map((action) => (
            <th key={action} scope="col">
              {label(action)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {RESOURCES.map((resource) => (
          <tr key={resource}>
            <th scope="row">{resourceLabel(resource)}</th>
            {ACTIONS.map((action) => (
              <td key={action}>
                <Permitted
                  name={`${resourceLabel(resource)}: ${action.toLowerCase()}`}
                  isSelected={has(resource, action)}
                  isDisabled={isReadOnly || (widest !== null && !(widest[resource]?.includes(action) ?? false))}
                  onChange={(on) => toggle(resource, action, on)}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface PermittedProps {
  name: string
  isSelected: boolean
  isDisabled: boolean
  onChange: (on: boolean) => void
}

function Permitted({ name, ...rest }: PermittedProps) {
  return (
    <Checkbox {...rest}>
      <span className="visually-hidden">{name}</span>
    </Checkbox>
  )
}

function label(action: Action): string {
  return `${action.charAt(0)}${action.slice(1).toLowerCase()}`
}
