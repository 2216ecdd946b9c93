import type { ReactNode } from 'react'
import { CheckboxButton, CheckboxField, Label, RadioButton, RadioField, RadioGroup, SwitchButton, SwitchField } from 'react-aria-components'
import { Icon } from './icons.tsx'
import { useTabStop } from './row-focus.ts'
import styles from './Choice.module.css'

export function Checkbox({
  children,
  isSelected,
  isDisabled = false,
  onChange,
}: {
  children: ReactNode
  isSelected: boolean
  isDisabled?: boolean
  onChange: (on: boolean) => void
}) {
  const tabStop = useTabStop()
  return (
    <CheckboxField isSelected={isSelected} isDisabled={isDisabled} onChange={onChange} excludeFromTabOrder={!tabStop}>
      <CheckboxButton className={styles.checkbox}>
        <span className={styles.box}>
          <Icon name="check" size={12} />
        </span>
        <span>{children}</span>
      </CheckboxButton>
    </CheckboxField>
  )
}

export function Switch({
  label,
  description,
  isSelected,
  onChange,
}: {
  label: string
  description?: string
  isSelected: boolean
  onChange: (on: boolean) => void
}) {
  return (
    <SwitchField isSelected={isSelected} onChange={onChange}>
      <SwitchButton className={styles.switch}>
        <span className={styles.track}>
          <span className={styles.thumb} />
        </span>
        <span className={styles.words}>
          <span className={styles.optionLabel}>{label}</span>
          {description && <span className={styles.optionDescription}>{description}</span>}
        </span>
      </SwitchButton>
    </SwitchField>
  )
}

export interface Option<V extends string> {
  value: V
  label: string
  description?: string
}

interface OptionsProps<V extends string> {
  label: string
  value: V
  onChange: (value: V) => void
  options: readonly Option<V>[]
  hideLabel?: boolean
}

/** One of a few, each explained. */
export function RadioCards<V extends string>({ label, value, onChange, options, columns = 1 }: OptionsProps<V> & { columns?: 1 | 2 }) {
  return (
    <RadioGroup className={styles.group} value={value} onChange={(next) => pick(options, next, onChange)}>
      <Label className={styles.groupLabel}>{label}</Label>
      <div className={styles.cards} data-columns={columns}>
        {options.map((option) => (
          <RadioField key={option.value} value={option.value} className={styles.cell}>
            <RadioButton className={styles.card}>
              <span className={styles.radio} />
              <span className={styles.words}>
                <span className={styles.optionLabel}>{option.label}</span>
                {option.description && <span className={styles.optionDescription}>{option.description}</span>}
              </span>
            </RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  )
}

/** One of a few short words, side by side. */
export function Segments<V extends string>({ label, value, onChange, options, hideLabel = false }: OptionsProps<V>) {
  return (
    <RadioGroup
      className={styles.group}
      value={value}
      onChange={(next) => pick(options, next, onChange)}
      orientation="horizontal"
      aria-label={hideLabel ? label : undefined}
    >
      {!hideLabel && <Label className={styles.groupLabel}>{label}</Label>}
      <div className={styles.segments}>
        {options.map((option) => (
          <RadioField key={option.value} value={option.value}>
            <RadioButton className={styles.segment}>{option.label}</RadioButton>
          </RadioField>
        ))}
      </div>
    </RadioGroup>
  )
}

function pick<V extends string>(options: readonly Option<V>[], value: string, onChange: (value: V) => void): void {
  const option = options.find((each) => each.value === value)
  if (option) onChange(option.value)
}
