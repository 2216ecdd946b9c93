import { useState } from 'react'
import { resourceTypeIn } from '../../../../shared/console/schemas.ts'
import type { DeclaredSchema, Schema, SchemaResourceType } from '../../../../shared/console/schemas.ts'
import type { Organization } from '../../../../shared/console/organizations.ts'
import type { InvocationError } from '../../../client/client.ts'
import { useCommand } from '../../../client/queries.ts'
import { toast } from '../../../stores/toasts.ts'
import { Segments } from '../../../ui/Choice.tsx'
import { FormDialog } from '../../../ui/Dialog.tsx'
import { Notice } from '../../../ui/Notice.tsx'
import { Tabs } from '../../../ui/Tabs.tsx'
import { declaredSchema, draftOf, draftOfSchema, emptySchema, isNamed, parseSchema, schemaJson } from './draft.ts'
import { SchemaFields } from './SchemaFields.tsx'
import { SchemaJsonField } from './SchemaJsonField.tsx'

const types = [
  { value: 'User', label: 'Users' },
  { value: 'Group', label: 'Groups' },
] as const

type View = 'form' | 'json'

/** Declares a schema, or with one given changes it: in a form, or as the JSON of a SCIM Schema resource. */
export function SchemaDialog({
  organization,
  schema,
  onClose,
}: {
  organization: Organization
  schema: Schema | null
  onClose: () => void
}) {
  const [view, setView] = useState<View>('form')
  const [draft, setDraft] = useState(() => (schema === null ? emptySchema() : draftOfSchema(schema)))
  const [json, setJson] = useState('')
  const [jsonError, setJsonError] = useState<string | undefined>(undefined)
  const [chosenType, setChosenType] = useState<SchemaResourceType | null>(null)
  const add = useCommand('schemas.add')
  const update = useCommand('schemas.update')
  const { isPending, error } = schema === null ? add : update

  const parsed = view === 'json' ? parseSchema(json) : null
  const urn = parsed === null ? draft.urn : parsed.ok ? parsed.schema.id : ''
  const resourceType = schema?.resourceType ?? chosenType ?? resourceTypeIn(urn) ?? 'User'

  const show = (next: View): void => {
    if (next === view) return
    if (next === 'json') setJson(schemaJson(declaredSchema(draft)))
    else if (parsed?.ok) setDraft(draftOf(parsed.schema))
    // What cannot be read would be lost in the form.
    else return setJsonError(parsed?.message)
    setJsonError(undefined)
    setView(next)
  }

  const save = (declared: DeclaredSchema): void => {
    const done = {
      onSuccess: (saved: Schema) => {
        toast(schema === null ? `Schema ${saved.name} added` : `Schema ${saved.name} saved`)
        onClose()
      },
    }
    if (schema === null) add.mutate({ organizationId: organization.id, resourceType, schema: declared }, done)
    else update.mutate({ organizationId: organization.id, schema: declared }, done)
  }

  const submit = (): void => {
    if (parsed === null) save(declaredSchema(draft))
    else if (parsed.ok) save(parsed.schema)
    else setJsonError(parsed.message)
  }

  return (
    <FormDialog
      title={schema === null ? 'Add schema' : `Edit ${schema.name}`}
      intro={
        schema === null
          ? `What ${organization.name} keeps beyond RFC 7643. It is in force as soon as it is added.`
          : 'Attributes can be added at any time. One that users or groups hold values of can be neither removed nor be of another type.'
      }
      submitLabel={schema === null ? 'Add schema' : 'Save schema'}
      isPending={isPending}
      error={error && error.issues.length < 2 ? error : null}
      canSubmit={view === 'json' ? json.trim() !== '' : isFilled(draft)}
      onSubmit={submit}
      onClose={onClose}
      size="large"
    >
      {schema === null && <Segments label="Extends" value={resourceType} onChange={setChosenType} options={types} />}
      <Tabs
        label="How to describe it"
        selected={view}
        onSelect={show}
        items={[
          { id: 'form', label: 'Form', content: <SchemaFields draft={draft} onChange={setDraft} isNew={schema === null} /> },
          {
            id: 'json',
            label: 'JSON',
            content: (
              <SchemaJsonField
                value={json}
                onChange={(text) => {
                  setJson(text)
                  setJsonError(undefined)
                }}
                error={jsonError}
              />
            ),
          },
        ]}
      />
      {error && error.issues.length > 1 && <Problems error={error} />}
    </FormDialog>
  )
}

function isFilled({ urn, name, attributes }: ReturnType<typeof emptySchema>): boolean {
  return urn.trim() !== '' && name.trim() !== '' && attributes.some(isNamed)
}

function Problems({ error }: { error: InvocationError }) {
  return (
    <div role="alert">
      <Notice tone="danger" title={error.message}>
        <ul className="bullets">
          {error.issues.map((issue) => (
            <li key={`${issue.path} ${issue.message}`}>{issue.message}</li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}
