import { SCHEMA_LIMITS } from '../../../../shared/console/schemas.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Field.tsx'
import { AttributeRows } from './AttributeRows.tsx'
import type { SchemaDraft } from './draft.ts'
import { emptyAttribute } from './draft.ts'
import styles from './SchemaDialog.module.css'

/** A schema as a form. */
export function SchemaFields({ draft, onChange, isNew }: { draft: SchemaDraft; onChange: (draft: SchemaDraft) => void; isNew: boolean }) {
  return (
    <div className={styles.fields}>
      <TextField
        label="Name"
        value={draft.name}
        onChange={(name) => onChange({ ...draft, name })}
        placeholder="Acme user"
        maxLength={SCHEMA_LIMITS.schemaName}
        autoFocus
      />
      <TextField
        label="URN"
        value={draft.urn}
        onChange={(urn) => onChange({ ...draft, urn })}
        placeholder="urn:ietf:params:scim:schemas:extension:acme:2.0:User"
        description={
          isNew ? 'Letter by letter as the identity provider’s attribute mapping has it.' : 'Values are kept under it, so that it stays.'
        }
        isDisabled={!isNew}
        mono
        maxLength={SCHEMA_LIMITS.urn}
      />
      <TextField
        label="Description"
        isRequired={false}
        value={draft.description}
        onChange={(description) => onChange({ ...draft, description })}
        maxLength={SCHEMA_LIMITS.description}
      />
      <section className={styles.attributes} aria-label="Attributes">
        <h3>Attributes</h3>
        <AttributeRows attributes={draft.attributes} onChange={(attributes) => onChange({ ...draft, attributes })} noun="attribute" />
        <div>
          <Button
            icon="plus"
            size="small"
            isDisabled={draft.attributes.length >= SCHEMA_LIMITS.attributes}
            onPress={() => onChange({ ...draft, attributes: [...draft.attributes, emptyAttribute()] })}
          >
            Add attribute
          </Button>
        </div>
      </section>
    </div>
  )
}
