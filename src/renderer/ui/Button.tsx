import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { IconName } from './icons.tsx'
import { Icon } from './icons.tsx'
import { useTabStop } from './row-focus.ts'
import { Tooltip } from './Tooltip.tsx'
import styles from './Button.module.css'

export interface ButtonProps {
  children: ReactNode
  onPress?: () => void
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'medium' | 'small'
  type?: 'button' | 'submit'
  icon?: IconName
  autoFocus?: boolean
  /** The work that it started is under way. */
  isPending?: boolean
  isDisabled?: boolean
  /** Why it cannot be used now. It stays in the tab order, so that everyone can find out. */
  disabledReason?: string | undefined
  'aria-label'?: string
  'aria-expanded'?: boolean
}

export function Button({
  children,
  onPress,
  variant = 'secondary',
  size = 'medium',
  icon,
  isPending = false,
  isDisabled = false,
  disabledReason,
  ...rest
}: ButtonProps) {
  const tabStop = useTabStop()
  const refused = disabledReason !== undefined
  // Not React Aria's own pending: what it leaves for screen readers outlives the button in a dialog that closes.
  const isIdle = !refused && !isPending
  const button = (
    <AriaButton
      {...rest}
      className={styles.button}
      data-variant={variant}
      data-size={size}
      data-icon-only={children === null || undefined}
      isDisabled={isDisabled}
      aria-disabled={!isIdle || undefined}
      data-refused={refused || undefined}
      data-pending={isPending || undefined}
      excludeFromTabOrder={!tabStop}
      onPress={isIdle ? onPress : undefined}
    >
      {icon && <Icon name={icon} />}
      {children !== null && <span className={styles.label}>{children}</span>}
      {isPending && <span className={styles.pending} aria-hidden="true" />}
    </AriaButton>
  )
  return refused ? <Tooltip text={disabledReason}>{button}</Tooltip> : button
}

export interface IconButtonProps {
  icon: IconName
  label: string
  onPress?: () => void
  size?: 'medium' | 'small'
  variant?: 'quiet' | 'secondary'
  isDisabled?: boolean
  disabledReason?: string | undefined
  /** Called instead of a tooltip with the label: for buttons whose meaning is plain from where they stand. */
  plain?: boolean
}

/** A button that shows an icon and says its label on hover, on focus and to screen readers. */
export function IconButton({ icon, label, plain = false, size = 'small', variant = 'quiet', disabledReason, ...rest }: IconButtonProps) {
  const button = (
    <Button {...rest} icon={icon} size={size} variant={variant} aria-label={label} disabledReason={disabledReason}>
      {null}
    </Button>
  )
  return plain || disabledReason !== undefined ? button : <Tooltip text={label}>{button}</Tooltip>
}
