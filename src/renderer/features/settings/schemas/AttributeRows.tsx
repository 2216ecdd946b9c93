import { useState } from 'react'
import { AttributeType, SCHEMA_LIMITS } from '../../../../shared/console/schemas.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { Checkbox } from '../../../ui/Choice.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { Select } from '../../../ui/Select.tsx'
import { AttributeDetails } from './AttributeDetails.tsx'
import type { AttributeDraft } from './draft.ts'
import { emptyAttribute, retyped } from './draft.ts'
import styles from './SchemaDialog.module.css'
import { marksOf, typeWords } from './words.ts'

const typesOf = (isSub: boolean) =>
  AttributeType.options
    .filter((type) => !isSub || type !== 'complex')
    .map((type) => ({ value: type, label: type, description: typeWords(type) }))
const types = { attribute: typesOf(false), part: typesOf(true) }

type Noun = keyof typeof types

/** The attributes of a schema, or the parts of a complex one, each with its characteristics. */
export function AttributeRows({
  attributes,
  onChange,
  noun,
}: {
  attributes: readonly AttributeDraft[]
  onChange: (attributes: readonly AttributeDraft[]) => void
  noun: Noun
}) {
  const change = (next: AttributeDraft): void => onChange(attributes.map((each) => (each.key === next.key ? next : each)))
  return (
    <ul className={styles.rows}>
      {attributes.map((attribute, index) => (
        <AttributeRow
          key={attribute.key}
          attribute={attribute}
          noun={noun}
          place={index + 1}
          onChange={change}
          onRemove={attributes.length === 1 ? undefined : () => onChange(attributes.filter(({ key }) => key !== attribute.key))}
        />
      ))}
    </ul>
  )
}

/** What is set under More, while it is closed. */
function moreOf(attribute: AttributeDraft): string {
  const { isUnique, canonicalValues: _canonical, referenceTypes: _references, ...rest } = attribute
  return marksOf({ ...rest, multiValued: false, required: false, uniqueness: isUnique ? 'server' : 'none' }).join(', ')
}

function AttributeRow({
  attribute,
  noun,
  place,
  onChange,
  onRemove,
}: {
  attribute: AttributeDraft
  noun: Noun
  place: number
  onChange: (attribute: AttributeDraft) => void
  onRemove: (() => void) | undefined
}) {
  const [isOpen, setOpen] = useState(false)
  const called = attribute.name.trim() || `${noun} ${place}`
  return (
    <li className={styles.row} data-noun={noun} aria-label={called}>
      <div className={styles.main}>
        <TextField
          label={noun === 'attribute' ? 'Name' : 'Part'}
          value={attribute.name}
          onChange={(name) => onChange({ ...attribute, name })}
          placeholder={noun === 'attribute' ? 'costCenter' : 'value'}
          mono
          maxLength={SCHEMA_LIMITS.attributeName}
        />
        <Select label="Type" value={attribute.type} onChange={(type) => onChange(retyped(attribute, type))} options={types[noun]} />
        <IconButton
          icon="trash"
          size="medium"
          label={`Remove ${called}`}
          disabledReason={
            onRemove
              ? undefined
              : noun === 'attribute'
                ? 'A schema has at least one attribute.'
                : 'A complex attribute has at least one part.'
          }
          onPress={onRemove}
        />
      </div>
      <div className={styles.switches}>
        <Checkbox isSelected={attribute.multiValued} onChange={(multiValued) => onChange({ ...attribute, multiValued })}>
          Multi-valued
        </Checkbox>
        <Checkbox isSelected={attribute.required} onChange={(required) => onChange({ ...attribute, required })}>
          Required
        </Checkbox>
        <span className={styles.summary}>{isOpen ? '' : moreOf(attribute)}</span>
        <Button
          variant="quiet"
          size="small"
          aria-expanded={isOpen}
          onPress={() => setOpen(!isOpen)}
          icon={isOpen ? 'chevronDown' : 'chevronRight'}
        >
          {isOpen ? 'Less' : 'More'}
        </Button>
      </div>
      {isOpen && <AttributeDetails attribute={attribute} isPart={noun === 'part'} onChange={onChange} />}
      {attribute.type === 'complex' && (
        <div className={styles.parts}>
          <AttributeRows
            attributes={attribute.subAttributes}
            onChange={(subAttributes) => onChange({ ...attribute, subAttributes })}
            noun="part"
          />
          <div>
            <Button
              icon="plus"
              size="small"
              isDisabled={attribute.subAttributes.length >= SCHEMA_LIMITS.subAttributes}
              onPress={() => onChange({ ...attribute, subAttributes: [...attribute.subAttributes, emptyAttribute()] })}
            >
              Add part
            </Button>
          </div>
        </div>
      )}
    </li>
  )
}
