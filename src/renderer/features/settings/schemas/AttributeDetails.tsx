import { SCHEMA_LIMITS } from '../../../../shared/console/schemas.ts'
import type { Mutability, Returned } from '../../../../shared/console/schemas.ts'
import { Checkbox } from '../../../ui/Choice.tsx'
import type { Option } from '../../../ui/Choice.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { Select } from '../../../ui/Select.tsx'
import type { AttributeDraft } from './draft.ts'
import styles from './SchemaDialog.module.css'
import { mutabilityWords, returnedWords } from './words.ts'

const mutabilities: readonly Option<Mutability>[] = [
  { value: 'readWrite', label: mutabilityWords('readWrite'), description: 'The identity provider sets and changes it.' },
  { value: 'immutable', label: mutabilityWords('immutable'), description: 'Set once, and not changed afterwards.' },
  { value: 'readOnly', label: mutabilityWords('readOnly'), description: 'What the identity provider sends for it is ignored.' },
  { value: 'writeOnly', label: mutabilityWords('writeOnly'), description: 'Accepted, checked and discarded, as passwords are.' },
]

const returns: readonly Option<Returned>[] = [
  { value: 'default', label: returnedWords('default'), description: 'In every answer that does not leave it out.' },
  { value: 'always', label: returnedWords('always'), description: 'Whatever was asked for.' },
  { value: 'request', label: returnedWords('request'), description: 'When the attributes parameter names it.' },
]

const targets = ['User', 'Group', 'external', 'uri'] as const

/** The characteristics that most attributes leave at their defaults (RFC 7643 §2.2). */
export function AttributeDetails({
  attribute,
  isPart,
  onChange,
}: {
  attribute: AttributeDraft
  isPart: boolean
  onChange: (attribute: AttributeDraft) => void
}) {
  const { type, mutability, returned } = attribute
  const isText = type === 'string' || type === 'reference'
  const isWriteOnly = mutability === 'writeOnly'
  const setMutability = (next: Mutability): void =>
    onChange({ ...attribute, mutability: next, returned: next === 'writeOnly' ? 'never' : returned === 'never' ? 'default' : returned })
  return (
    <div className={styles.details}>
      <TextField
        label="Description"
        isRequired={false}
        value={attribute.description}
        onChange={(description) => onChange({ ...attribute, description })}
        maxLength={SCHEMA_LIMITS.description}
      />
      <div className={styles.pair}>
        <Select
          label="Mutability"
          value={mutability}
          onChange={setMutability}
          options={isPart ? mutabilities.filter(({ value }) => value !== 'writeOnly') : mutabilities}
        />
        {!isWriteOnly && (
          <Select label="Returned" value={returned} onChange={(next) => onChange({ ...attribute, returned: next })} options={returns} />
        )}
      </div>
      <div className={styles.switches}>
        {isText && (
          <Checkbox isSelected={attribute.caseExact} onChange={(caseExact) => onChange({ ...attribute, caseExact })}>
            Compared with case
          </Checkbox>
        )}
        {(isText || type === 'integer' || type === 'decimal') && !isWriteOnly && (
          <Checkbox isSelected={attribute.isUnique} onChange={(isUnique) => onChange({ ...attribute, isUnique })}>
            Unique in the organization
          </Checkbox>
        )}
      </div>
      {type === 'reference' && <ReferenceTypes attribute={attribute} onChange={onChange} />}
      {isText && (
        <TextField
          label="Suggested values"
          isRequired={false}
          value={attribute.canonicalValues}
          onChange={(canonicalValues) => onChange({ ...attribute, canonicalValues })}
          description="One a line. Others are accepted too (RFC 7643 §7, canonicalValues)."
          rows={2}
        />
      )}
    </div>
  )
}

function ReferenceTypes({ attribute, onChange }: { attribute: AttributeDraft; onChange: (attribute: AttributeDraft) => void }) {
  const { referenceTypes } = attribute
  return (
    <div className={styles.switches} role="group" aria-label="Refers to">
      <span className={styles.groupLabel}>Refers to</span>
      {targets.map((target) => (
        <Checkbox
          key={target}
          isSelected={referenceTypes.includes(target)}
          onChange={(on) =>
            onChange({ ...attribute, referenceTypes: on ? [...referenceTypes, target] : referenceTypes.filter((each) => each !== target) })
          }
        >
          {target}
        </Checkbox>
      ))}
    </div>
  )
}
