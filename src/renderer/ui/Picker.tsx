import { useEffect, useId, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { Autocomplete, Button as AriaButton, DialogTrigger, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components'
import { SearchBox } from './Field.tsx'
import type { IconName } from './icons.tsx'
import { Icon } from './icons.tsx'
import { useTabStop } from './row-focus.ts'
import styles from './Picker.module.css'

export interface PickerItem {
  id: string
  label: string
  description?: string
}

/** A button that opens a searchable list in a popover. `children` is mounted while it is open. */
export function PickerPopover({
  label,
  value,
  variant = 'field',
  icon,
  isDisabled = false,
  children,
}: {
  /** What is chosen here, for screen readers: "IdP group of this team". */
  label: string
  /** What the button shows. */
  value: ReactNode
  /** A field of a form, a cell of a table, or a button that starts something. */
  variant?: 'field' | 'cell' | 'action'
  icon?: IconName
  isDisabled?: boolean
  children: (close: () => void) => ReactNode
}) {
  const [isOpen, setOpen] = useState(false)
  const valueId = useId()
  const labelId = useId()
  const tabStop = useTabStop()
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <AriaButton
        className={styles.button}
        data-variant={variant}
        isDisabled={isDisabled}
        excludeFromTabOrder={!tabStop}
        aria-labelledby={`${labelId} ${valueId}`}
      >
        <span id={labelId} className="visually-hidden">
          {label}
        </span>
        <span id={valueId} className={styles.value}>
          {value}
        </span>
        {icon ? <Icon name={icon} /> : <Icon name="chevronDown" size={14} />}
      </AriaButton>
      {/* Without a Dialog inside, the popover is the dialog itself, and its hidden dismiss button is part of it. */}
      <Popover className={styles.popover} placement="bottom start" offset={4} aria-label={label}>
        {children(() => setOpen(false))}
      </Popover>
    </DialogTrigger>
  )
}

/** The search box and the list below it. The caller answers `onText` with `items` (null while they are on their way). */
export function PickerList({
  label,
  placeholder,
  text,
  onText,
  items,
  onPick,
  empty,
  more,
}: {
  label: string
  placeholder: string
  text: string
  onText: (text: string) => void
  items: readonly PickerItem[] | null
  onPick: (id: string) => void
  /** Said when nothing matches. */
  empty: string
  /** How many match beyond those in the list. */
  more: number
}) {
  const list = useRef<HTMLDivElement>(null)
  // The keys move through the list from the search box, but what scrolls must be reachable by itself too. Not as a prop:
  // Autocomplete takes a list with a tab stop of its own for one that it cannot steer.
  useEffect(() => list.current?.setAttribute('tabindex', '0'), [])
  return (
    <Autocomplete inputValue={text} onInputChange={onText}>
      <div className={styles.searchLine}>
        <SearchBox label={placeholder} placeholder={placeholder} autoFocus />
      </div>
      <ListBox
        aria-label={label}
        className={styles.list}
        ref={list}
        items={items ?? []}
        selectionMode="none"
        onAction={(key) => onPick(String(key))}
        renderEmptyState={() => <p className={styles.empty}>{items === null ? 'Searching…' : empty}</p>}
      >
        {(item) => (
          <ListBoxItem id={item.id} textValue={item.label} className={styles.item}>
            <Text slot="label" className={styles.itemLabel}>
              {item.label}
            </Text>
            {item.description && (
              <Text slot="description" className={styles.itemDescription}>
                {item.description}
              </Text>
            )}
          </ListBoxItem>
        )}
      </ListBox>
      {more > 0 && <p className={styles.more}>{more.toLocaleString('en')} more: type to narrow the list</p>}
    </Autocomplete>
  )
}

/** A picker as a field of a form, with its label above and, when something is chosen, a way to clear it. */
export function PickerField({
  label,
  description,
  value,
  placeholder,
  onClear,
  clearLabel,
  isDisabled,
  children,
}: {
  label: string
  description?: ReactNode
  value: string | null
  placeholder: string
  onClear?: (() => void) | undefined
  clearLabel?: string
  isDisabled?: boolean
  children: (close: () => void) => ReactNode
}) {
  return (
    <div className={styles.field}>
      <span className={styles.label} aria-hidden="true">
        {label}
      </span>
      <div className={styles.line}>
        <PickerPopover label={label} value={value ?? <span className={styles.placeholder}>{placeholder}</span>} isDisabled={isDisabled}>
          {children}
        </PickerPopover>
        {onClear && value !== null && (
          <AriaButton className={styles.clear} onPress={onClear}>
            {clearLabel ?? 'Clear'}
          </AriaButton>
        )}
      </div>
      {description && <p className={styles.description}>{description}</p>}
    </div>
  )
}
