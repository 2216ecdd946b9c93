import { useState } from 'react'
import type { Organization } from '../../../../shared/console/organizations.ts'
import type { Schema, SchemaUsage } from '../../../../shared/console/schemas.ts'
import { useQuery } from '../../../client/queries.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { IconButton } from '../../../ui/Button.tsx'
import { CodeBlock } from '../../../ui/CodeBlock.tsx'
import { CopyableId } from '../../../ui/CopyField.tsx'
import { Drawer } from '../../../ui/Drawer.tsx'
import { Facts } from '../../../ui/Facts.tsx'
import { ErrorNotice } from '../../../ui/Notice.tsx'
import { Tabs } from '../../../ui/Tabs.tsx'
import { ExactTime } from '../../../ui/Time.tsx'
import { AttributeTable } from './AttributeTable.tsx'
import { schemaJson } from './draft.ts'
import { SchemaDialog } from './SchemaDialog.tsx'
import { useSchemaRemoval } from './useSchemaRemoval.tsx'
import { countOf } from './words.ts'

type View = 'attributes' | 'json'

/** One schema, whole. */
export function SchemaDrawer({
  organization,
  schema,
  onClose,
}: {
  organization: Organization
  schema: Schema | undefined
  onClose: () => void
}) {
  const [view, setView] = useState<View>('attributes')
  const isOwn = schema?.origin === 'own'
  const usage = useQuery('schemas.usage', { organizationId: organization.id, urn: schema?.urn ?? '' }, { enabled: isOwn })
  return (
    <Drawer
      eyebrow="Schema"
      title={schema?.name ?? 'Schema not found'}
      badges={schema && <Badge tone={isOwn ? 'accent' : 'neutral'}>{isOwn ? 'Own' : 'RFC 7643'}</Badge>}
      actions={isOwn && <Actions organization={organization} schema={schema} usage={usage.data} onRemoved={onClose} />}
      onClose={onClose}
    >
      {!schema && <p className="muted">{organization.name} has no schema of this address. It may have been removed.</p>}
      {schema && <Overview schema={schema} />}
      {usage.error && <ErrorNotice error={usage.error} retry={() => void usage.refetch()} />}
      {schema && (
        <Tabs
          label="Details of the schema"
          selected={view}
          onSelect={setView}
          items={[
            { id: 'attributes', label: 'Attributes', content: <AttributeTable schema={schema} usage={usage.data} /> },
            { id: 'json', label: 'SCIM resource', content: <Resource schema={schema} /> },
          ]}
        />
      )}
    </Drawer>
  )
}

function Overview({ schema }: { schema: Schema }) {
  return (
    <Facts
      items={[
        ['URN', <CopyableId key="urn" value={schema.urn} what="URN" />],
        [schema.origin === 'core' ? 'Describes' : 'Extends', schema.resourceType === 'User' ? 'Users' : 'Groups'],
        schema.description === '' ? null : ['Description', schema.description],
        schema.createdAt === null ? null : ['Added', <ExactTime key="created" at={schema.createdAt} />],
        schema.updatedAt === null || schema.updatedAt === schema.createdAt
          ? null
          : ['Last change', <ExactTime key="updated" at={schema.updatedAt} />],
      ]}
    />
  )
}

function Resource({ schema: { urn, name, description, attributes } }: { schema: Schema }) {
  return <CodeBlock label="SCIM resource" text={schemaJson({ id: urn, name, description, attributes })} json />
}

function Actions({
  organization,
  schema,
  usage,
  onRemoved,
}: {
  organization: Organization
  schema: Schema
  usage: SchemaUsage | undefined
  onRemoved: () => void
}) {
  const [isEditing, setEditing] = useState(false)
  const askToRemove = useSchemaRemoval(organization)
  return (
    <>
      <IconButton icon="pencil" size="medium" label={`Edit schema ${schema.name}`} onPress={() => setEditing(true)} />
      <IconButton
        icon="trash"
        size="medium"
        label={`Delete schema ${schema.name}`}
        isDisabled={usage === undefined}
        disabledReason={usage && heldReason(usage)}
        onPress={() => askToRemove(schema, onRemoved)}
      />
      {isEditing && <SchemaDialog organization={organization} schema={schema} onClose={() => setEditing(false)} />}
    </>
  )
}

/** Why the schema cannot go, or undefined when nobody holds a value of it. */
function heldReason({ attributes, resourceType }: SchemaUsage): string | undefined {
  const held = attributes.filter(({ resources }) => resources > 0).toSorted((a, b) => b.resources - a.resources)
  const [most, ...others] = held
  if (most === undefined) return undefined
  const who = `${countOf(most.resources, resourceType)} ${most.resources === 1 ? 'holds' : 'hold'} a value of ${most.name}`
  const more = others.length === 0 ? '' : ` (and of ${others.length} more ${others.length === 1 ? 'attribute' : 'attributes'})`
  return `It cannot be deleted while it is in use: ${who}${more}. Have the identity provider clear the values first.`
}
