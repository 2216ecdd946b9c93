import type { AttributeReport, ReportedAttribute } from '../../../shared/console/attributes.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Card } from '../../ui/Page.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import styles from './Attributes.module.css'

const WORDS = {
  User: { title: 'Attributes of users', one: 'user', many: 'users' },
  Group: { title: 'Attributes of pushed groups', one: 'pushed group', many: 'pushed groups' },
} as const

/** X7: the attributes of the mapping, then those that came without being asked for. */
export function ArrivedTable({ report, resourceType }: { report: AttributeReport; resourceType: 'User' | 'Group' }) {
  const { slug } = useOrganization()
  const rows = report.attributes.filter((each) => each.resourceType === resourceType)
  const total = resourceType === 'User' ? report.users : report.groups
  const { title, one, many } = WORDS[resourceType]
  if (rows.length === 0) {
    return (
      <Card title={title}>
        <p className="muted">
          This identity provider pushes no groups. They are entered by hand, under{' '}
          <TextLink to={paths.groupMapping(slug)}>Group mapping</TextLink>.
        </p>
      </Card>
    )
  }
  return (
    <Card title={title} aside={<span className="muted">{`${total.toLocaleString('en')} ${total === 1 ? one : many}`}</span>}>
      <table className={`plain-table ${styles.table}`}>
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">Attribute</th>
            <th scope="col">Taken from</th>
            <th scope="col">State</th>
            <th scope="col" data-align="end">
              Have it
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.attribute}>
              <th scope="row">
                <code>{row.attribute}</code>
              </th>
              <td>{row.source ?? <span className="muted">not in the mapping</span>}</td>
              <td>
                <StateBadge row={row} total={total} />
              </td>
              <td data-align="end">{row.resources.toLocaleString('en')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function StateBadge({ row: { resources, expected }, total }: { row: ReportedAttribute; total: number }) {
  if (total === 0) return <Badge>Nothing yet</Badge>
  if (expected === 'extra') return <Badge>Not asked for</Badge>
  if (resources === 0) return expected === 'required' ? <Badge tone="danger">Never arrived</Badge> : <Badge>Never, optional</Badge>
  return resources < total ? <Badge tone="warning">From some</Badge> : <Badge tone="success">From all</Badge>
}
