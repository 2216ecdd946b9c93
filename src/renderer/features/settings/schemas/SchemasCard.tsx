import { useState } from 'react'
import type { Organization } from '../../../../shared/console/organizations.ts'
import type { Schema } from '../../../../shared/console/schemas.ts'
import { useQuery } from '../../../client/queries.ts'
import { Badge } from '../../../ui/Badge.tsx'
import { Button } from '../../../ui/Button.tsx'
import { ErrorNotice } from '../../../ui/Notice.tsx'
import { Card } from '../../../ui/Page.tsx'
import { useAddressWith, useSearchParam } from '../../../ui/search-param.ts'
import { SkeletonLines } from '../../../ui/Skeleton.tsx'
import { TextLink } from '../../../ui/TextLink.tsx'
import { SchemaDialog } from './SchemaDialog.tsx'
import { SchemaDrawer } from './SchemaDrawer.tsx'
import styles from './SchemasCard.module.css'

/** E5, U1: what the organization keeps of its users and groups: RFC 7643's schemas and its own. */
export function SchemasCard({ organization }: { organization: Organization }) {
  const answer = useQuery('schemas.list', { organizationId: organization.id })
  const [openUrn, setOpenUrn] = useSearchParam('schema')
  const [isAdding, setAdding] = useState(false)
  const schemas = answer.data?.schemas
  const own = schemas?.filter(({ origin }) => origin === 'own') ?? []
  return (
    <Card
      title={`Schemas of ${organization.name}`}
      aside={
        <Button icon="plus" size="small" isDisabled={schemas === undefined} onPress={() => setAdding(true)}>
          Add schema
        </Button>
      }
    >
      {answer.error && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {!schemas && !answer.error && <SkeletonLines count={4} />}
      {schemas && (
        <div className={styles.parts}>
          <section aria-label="Own schemas">
            <h3>Own</h3>
            {own.length === 0 ? (
              <p className={styles.none}>
                None yet. A schema of one’s own keeps attributes that RFC 7643 does not know: identity providers may send them, and they can
                be filtered and sorted by. Without one, they are ignored.
              </p>
            ) : (
              <SchemaRows schemas={own} />
            )}
          </section>
          <section aria-label="Schemas of RFC 7643">
            <h3>RFC 7643</h3>
            <SchemaRows schemas={schemas.filter(({ origin }) => origin !== 'own')} />
          </section>
        </div>
      )}
      {schemas && openUrn !== null && (
        <SchemaDrawer
          key={openUrn}
          organization={organization}
          schema={schemas.find(({ urn }) => urn === openUrn)}
          onClose={() => setOpenUrn(null)}
        />
      )}
      {isAdding && <SchemaDialog organization={organization} schema={null} onClose={() => setAdding(false)} />}
    </Card>
  )
}

function SchemaRows({ schemas }: { schemas: readonly Schema[] }) {
  const addressWith = useAddressWith()
  return (
    <ul className="lines">
      {schemas.map(({ urn, name, resourceType, attributes }) => (
        <li key={urn}>
          <span className={styles.names}>
            <TextLink to={addressWith({ schema: urn })} strong>
              {name}
            </TextLink>
            <code className={styles.urn}>{urn}</code>
          </span>
          <span className={styles.facts}>
            <span className="muted number">
              {attributes.length} {attributes.length === 1 ? 'attribute' : 'attributes'}
            </span>
            <Badge>{resourceType === 'User' ? 'Users' : 'Groups'}</Badge>
          </span>
        </li>
      ))}
    </ul>
  )
}
