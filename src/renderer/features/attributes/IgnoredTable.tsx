import type { AttributeReport, IgnoredAttribute } from '../../../shared/console/attributes.ts'
import { paths } from '../../paths.ts'
import { Card } from '../../ui/Page.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import styles from './Attributes.module.css'

const REASONS: Readonly<Record<IgnoredAttribute['because'], string>> = {
  unknown: 'No schema has it',
  'read-only': 'Read-only: Muster says what it is',
  'never-kept': 'Never kept: people sign in elsewhere',
}

/** R9: what was sent in vain, in the newest requests of the log. */
export function IgnoredTable({ report: { ignored, looked } }: { report: AttributeReport }) {
  const { slug } = useOrganization()
  const where = (
    <span className="muted">
      In the newest {looked.requests.toLocaleString('en')} {looked.requests === 1 ? 'request' : 'requests'}
      {looked.since !== null && (
        <>
          , since <Time at={looked.since} />
        </>
      )}
    </span>
  )
  return (
    <Card title="Ignored" aside={looked.requests > 0 ? where : undefined}>
      {ignored.length === 0 ? (
        <p className="muted">
          {looked.requests === 0
            ? 'Nothing yet: what is sent and not kept comes here with the first requests.'
            : 'Nothing: all that was sent was kept.'}
        </p>
      ) : (
        <>
          <table className={`plain-table ${styles.table}`}>
            <caption className="visually-hidden">Ignored attributes</caption>
            <thead>
              <tr>
                <th scope="col">Attribute</th>
                <th scope="col">Why</th>
                <th scope="col">Last</th>
                <th scope="col" data-align="end">
                  Requests
                </th>
              </tr>
            </thead>
            <tbody>
              {ignored.map((row) => (
                <tr key={`${row.resourceType} ${row.because} ${row.attribute}`}>
                  <th scope="row">
                    <code>{row.attribute}</code>
                    {row.resourceType && <span className="muted"> of a {row.resourceType.toLowerCase()}</span>}
                  </th>
                  <td>{REASONS[row.because]}</td>
                  <td>
                    <Time at={row.lastAt} />
                  </td>
                  <td data-align="end">{row.requests.toLocaleString('en')}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className={styles.foot}>
            Remove them from the mapping, or <TextLink to={paths.settingsOf('organization')}>add a schema</TextLink> that has them.{' '}
            <TextLink to={paths.requests(slug)}>Activity</TextLink> shows the requests.
          </p>
        </>
      )}
    </Card>
  )
}
