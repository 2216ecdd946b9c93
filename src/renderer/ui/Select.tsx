import { Button, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue, Text } from 'react-aria-components'
import type { Option } from './Choice.tsx'
import { Icon } from './icons.tsx'
import { useTabStop } from './row-focus.ts'
import styles from './Select.module.css'

/** One of a fixed list. For lists that grow, see Picker. */
export function Select<V extends string>({
  label,
  hideLabel = false,
  value,
  onChange,
  options,
  description,
}: {
  label: string
  hideLabel?: boolean
  value: V
  onChange: (value: V) => void
  options: readonly Option<V>[]
  description?: string
}) {
  const tabStop = useTabStop()
  return (
    <AriaSelect
      className={styles.select}
      value={value}
      onChange={(next) => {
        const option = options.find((each) => each.value === next)
        if (option) onChange(option.value)
      }}
      aria-label={hideLabel ? label : undefined}
    >
      {!hideLabel && <Label className={styles.label}>{label}</Label>}
      <Button className={styles.button} data-size={hideLabel ? 'small' : undefined} excludeFromTabOrder={!tabStop}>
        <SelectValue className={styles.value}>{({ selectedText }) => selectedText}</SelectValue>
        <Icon name="chevronDown" size={14} />
      </Button>
      {description && (
        <Text slot="description" className={styles.description}>
          {description}
        </Text>
      )}
      <Popover className={styles.popover} offset={4}>
        <ListBox className={styles.list} items={options}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className={styles.item}>
              <span className={styles.itemText}>
                <Text slot="label">{option.label}</Text>
                {option.description && (
                  <Text slot="description" className={styles.description}>
                    {option.description}
                  </Text>
                )}
              </span>
              <Icon name="check" size={14} />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
