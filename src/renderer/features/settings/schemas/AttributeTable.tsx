import { Fragment } from 'react'
import type { Schema, SchemaAttribute, SchemaUsage } from '../../../../shared/console/schemas.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { marksOf } from './words.ts'
import styles from './AttributeTable.module.css'

type Part = Omit<SchemaAttribute, 'subAttributes'>

/** What a schema holds, attribute by attribute. `usage` adds how many users or groups have a value. */
export function AttributeTable({ schema, usage }: { schema: Schema; usage: SchemaUsage | undefined }) {
  const held = usage && new Map(usage.attributes.map(({ name, resources }) => [name, resources]))
  return (
    <>
      <table className={`plain-table ${styles.table}`}>
        <caption className="visually-hidden">Attributes of {schema.name}</caption>
        <thead>
          <tr>
            <th scope="col">Attribute</th>
            <th scope="col">Type</th>
            <th scope="col">Characteristics</th>
            {held && (
              <th scope="col" data-align="end">
                {schema.resourceType === 'User' ? 'Users' : 'Groups'}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {schema.attributes.map((attribute) => (
            <Fragment key={attribute.name}>
              <Row attribute={attribute} count={held?.get(attribute.name)} isCounted={held !== undefined} />
              {attribute.subAttributes?.map((sub) => (
                <Row key={sub.name} attribute={sub} within={attribute.name} count={undefined} isCounted={held !== undefined} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
      <p className={styles.legend}>
        Not marked: optional, one value, compared without case, read and write, returned by default, not unique.
      </p>
    </>
  )
}

function Row({ attribute, within, count, isCounted }: { attribute: Part; within?: string; count: number | undefined; isCounted: boolean }) {
  const { name, type, description, canonicalValues, referenceTypes } = attribute
  return (
    <tr data-sub={within !== undefined || undefined}>
      <th scope="row">
        <code className={styles.name}>
          {within !== undefined && (
            <>
              <span className="visually-hidden">{within}</span>.
            </>
          )}
          {name}
        </code>
        {description && <span className={styles.description}>{description}</span>}
      </th>
      <td className={styles.type}>
        {type}
        {referenceTypes && referenceTypes.length > 0 && <span className={styles.description}>to {referenceTypes.join(', ')}</span>}
      </td>
      <td>
        <span className={styles.marks}>
          {marksOf(attribute).map((mark) => (
            <Badge key={mark} tone={mark === 'Required' ? 'accent' : 'neutral'}>
              {mark}
            </Badge>
          ))}
        </span>
        {canonicalValues && canonicalValues.length > 0 && <span className={styles.description}>{canonicalValues.join(', ')}</span>}
      </td>
      {isCounted && (
        <td data-align="end" className="number">
          {count?.toLocaleString('en')}
        </td>
      )}
    </tr>
  )
}
