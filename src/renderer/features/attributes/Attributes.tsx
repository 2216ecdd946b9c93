import { useEffect } from 'react'
import { useQuery } from '../../client/queries.ts'
import { IntegrationPreset } from '../../../shared/console/integrations.ts'
import { usePreferences } from '../../stores/preferences.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
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

/** Up to this many users, the report follows by itself; beyond it, counting again takes a good part of a second. */
const FOLLOWS_UP_TO = 5_000

/** J17: what arrived of the mapping, what never did, what was ignored; and what a payload would give. */
export function Attributes() {
  const { id: organizationId, name, slug, counts, lastRequestAt } = useOrganization()
  const [wanted, setWanted] = useSearchParam('idp')
  const guide = usePreferences((preferences) => preferences.guides[slug])
  const preset = IntegrationPreset.catch('other').parse(wanted ?? guide)
  const answer = useQuery('attributes.report', { organizationId, preset }, { keepPrevious: true })
  const { refetch } = answer
  const follows = counts.users <= FOLLOWS_UP_TO
  useEffect(() => {
    if (follows) void refetch()
  }, [follows, refetch, counts.users, counts.groups, lastRequestAt])
  useDocumentTitle('Attributes', name)
  return (
    <Page
      title="Attributes"
      intro="What the identity provider sends of each user and group, held against what it should be mapped to send."
      actions={
        <Button icon="refresh" isPending={answer.isFetching} onPress={() => void refetch()}>
          Count again
        </Button>
      }
    >
      <div className={styles.choice}>
        <Select label="Mapping of" value={preset} onChange={setWanted} options={presetOptions} />
      </div>
      {answer.error && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && answer.data.users !== counts.users && !answer.isFetching && (
        <Notice title="More has arrived since this was counted">
          It was counted with {answer.data.users.toLocaleString('en')} users; there are {counts.users.toLocaleString('en')} now.
        </Notice>
      )}
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
