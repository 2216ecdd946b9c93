import { useQuery } from '../../client/queries.ts'
import { IntegrationPreset } from '../../../shared/console/integrations.ts'
import { usePreferences } from '../../stores/preferences.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card, Page, useDocumentTitle } from '../../ui/Page.tsx'
import { useSearchParam } from '../../ui/search-param.ts'
import { Select } from '../../ui/Select.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { presetOptions } from '../integrations/presets.ts'
import { useOrganization } from '../organizations/scope.tsx'
import styles from './Attributes.module.css'
import { ArrivedTable } from './ArrivedTable.tsx'
import { IgnoredTable } from './IgnoredTable.tsx'
import { SampleCard } from './SampleCard.tsx'

/** J17: what arrived of the mapping, what never did, what was ignored; and what a payload would give. */
export function Attributes() {
  const { id: organizationId, name, slug } = useOrganization()
  const [wanted, setWanted] = useSearchParam('idp')
  const guide = usePreferences((preferences) => preferences.guides[slug])
  const preset = IntegrationPreset.catch('other').parse(wanted ?? guide)
  const answer = useQuery('attributes.report', { organizationId, preset }, { keepPrevious: true })
  useDocumentTitle('Attributes', name)
  return (
    <Page
      title="Attributes"
      intro="What the identity provider sends of each user and group, held against what it should be mapped to send."
    >
      <div className={styles.choice}>
        <Select label="Mapping of" value={preset} onChange={setWanted} options={presetOptions} />
      </div>
      {answer.error && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {!answer.data && !answer.error && <SkeletonLines count={8} />}
      {answer.data && (
        <>
          <ArrivedTable report={answer.data} resourceType="User" />
          <ArrivedTable report={answer.data} resourceType="Group" />
          <IgnoredTable report={answer.data} />
        </>
      )}
      <Card title="Try a payload">
        <SampleCard />
      </Card>
    </Page>
  )
}
