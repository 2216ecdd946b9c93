import type { HTMLAttributes, ReactNode } from 'react'
import { FieldError, Input, Label, NumberField, SearchField, Text, TextArea, TextField as AriaTextField } from 'react-aria-components'
import { IconButton } from './Button.tsx'
import { Icon } from './icons.tsx'
import styles from './Field.module.css'

export interface TextFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  description?: ReactNode
  /** What is wrong with the value, or undefined. */
  error?: string | undefined
  placeholder?: string
  autoFocus?: boolean
  isRequired?: boolean
  isDisabled?: boolean
  /** For values that are compared letter by letter elsewhere. */
  mono?: boolean
  maxLength?: number
  rows?: number
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
}

/** One line of text, or several with `rows`. */
export function TextField({ label, description, error, placeholder, mono = false, rows, isRequired, inputMode, ...rest }: TextFieldProps) {
  const inputClass = mono ? `${styles.input} mono` : styles.input
  return (
    <AriaTextField
      {...rest}
      isRequired={isRequired}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={styles.field}
      autoComplete="off"
      autoCorrect="off"
      spellCheck="false"
    >
      <Label className={styles.label}>
        {label}
        {isRequired === false && <span className={styles.optional}> (optional)</span>}
      </Label>
      {rows === undefined ? (
        <Input className={inputClass} placeholder={placeholder} inputMode={inputMode} />
      ) : (
        <TextArea className={`${inputClass} ${styles.area}`} placeholder={placeholder} rows={rows} />
      )}
      <FieldFoot description={description} error={error} />
    </AriaTextField>
  )
}

function FieldFoot({ description, error }: { description?: ReactNode; error?: string | undefined }) {
  return (
    <>
      <FieldError className={styles.error}>
        <Icon name="alert" size={14} />
        <span>{error}</span>
      </FieldError>
      {description && error === undefined && (
        <Text slot="description" className={styles.description}>
          {description}
        </Text>
      )}
    </>
  )
}

export interface NumberInputProps {
  label: string
  value: number
  onChange: (value: number) => void
  minValue: number
  maxValue: number
  unit: string
  description?: string
  /** False for a number that is a name, such as a port. */
  grouped?: boolean
}

/** A whole number with its unit. */
export function NumberInput({ label, unit, description, grouped = true, ...rest }: NumberInputProps) {
  return (
    <NumberField {...rest} className={styles.field} formatOptions={{ maximumFractionDigits: 0, useGrouping: grouped }}>
      <Label className={styles.label}>{label}</Label>
      <span className={styles.withUnit}>
        <Input className={`${styles.input} ${styles.number}`} />
        <span className={styles.unit}>{unit}</span>
      </span>
      <FieldFoot description={description} />
    </NumberField>
  )
}

/** Searches as one types; Escape clears. `label` is for screen readers, `placeholder` says what is searched. */
export function SearchBox({
  label,
  placeholder,
  value,
  onChange,
  autoFocus,
}: {
  label: string
  placeholder: string
  value?: string
  onChange?: (value: string) => void
  autoFocus?: boolean
}) {
  return (
    <SearchField aria-label={label} value={value} onChange={onChange} autoFocus={autoFocus} className={styles.search}>
      <Icon name="search" size={15} />
      <Input className={styles.searchInput} placeholder={placeholder} autoComplete="off" spellCheck="false" />
      <IconButton icon="close" label="Clear search" plain />
    </SearchField>
  )
}
