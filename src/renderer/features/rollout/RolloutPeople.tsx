import { useState } from 'react'
import { RolloutStanding } from '../../../shared/console/rollout.ts'
import type { RolloutPerson } from '../../../shared/console/rollout.ts'
import { usePages } from '../../client/pages.ts'
import { paths } from '../../paths.ts'
import { useActions } from '../../stores/actions.ts'
import { Button } from '../../ui/Button.tsx'
import { Segments } from '../../ui/Choice.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchBox } from '../../ui/Field.tsx'
import { useAddressWith, useSearchParam, useSearchText } from '../../ui/search-param.ts'
import { ButtonLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { columnsFor } from './columns.tsx'
import { RolloutDrawer } from './RolloutDrawer.tsx'
import { useRolloutActions } from './useRolloutActions.tsx'
import { standingLabel } from './words.ts'

/** As many as one order takes. */
const MOST_SELECTED = 1000

export function RolloutPeople({ counts }: { counts: Record<RolloutStanding, number> }) {
  const organization = useOrganization()
  const search = useSearchText('q')
  const [standingParam, setStanding] = useSearchParam('standing')
  const [personId, setPersonId] = useSearchParam('person')
  const [selected, setSelected] = useState<ReadonlyMap<string, RolloutPerson>>(new Map())
  const standing = RolloutStanding.options.find((each) => each === standingParam) ?? 'held'
  const rows = usePages('rollout.list', { organizationId: organization.id, standing, search: search.settled || undefined })
  const actions = useRolloutActions()
  const addressWith = useAddressWith()
  const clearSelection = (): void => setSelected(new Map())
  const toggle = (person: RolloutPerson): void =>
    setSelected((now) => {
      const next = new Map(now)
      if (!next.delete(person.id)) next.set(person.id, person)
      return next
    })
  const startSelected = (): void => actions.askToStart([...selected.values()], clearSelection)
  const startAll = (): void => actions.askToStartAll(rows.total ?? 0, search.settled, rows.loaded, clearSelection)
  const canStartAll = standing === 'held' && (rows.total ?? 0) > 0
  useActions([
    ...(selected.size > 0
      ? [{ id: 'start-selected', label: 'Start selected people', section: 'This screen' as const, run: startSelected }]
      : []),
    ...(canStartAll ? [{ id: 'start-all', label: 'Start all held people', section: 'This screen' as const, run: startAll }] : []),
  ])
  return (
    <>
      <DataTable
        label="People in the rollout"
        columns={columnsFor({
          standing,
          addressOf: ({ id }) => `${paths.rollout(organization.slug)}${addressWith({ person: id })}`,
          selected,
          toggle,
          start: (person) => actions.askToStart([person], () => selected.has(person.id) && toggle(person)),
          stop: (person) => void actions.askToStop(person),
        })}
        rows={rows}
        onOpen={(person) => setPersonId(person.id, 'push')}
        isOpen={(person) => person.id === personId}
        toolbar={
          <>
            <div className="toolbar-search">
              <SearchBox label="Search people" placeholder="Search name, user name, email" value={search.text} onChange={search.setText} />
            </div>
            <Segments
              label="Standing"
              hideLabel
              value={standing}
              onChange={(next) => {
                clearSelection()
                setStanding(next === 'held' ? null : next)
              }}
              options={RolloutStanding.options.map((value) => ({
                value,
                label: `${standingLabel(value)} ${counts[value].toLocaleString('en')}`,
              }))}
            />
            <div className="toolbar-end">
              {selected.size > 0 && (
                <Button
                  size="small"
                  onPress={startSelected}
                  disabledReason={
                    selected.size > MOST_SELECTED ? `At most ${MOST_SELECTED.toLocaleString('en')} people at a time.` : undefined
                  }
                >
                  Start {selected.size.toLocaleString('en')} selected
                </Button>
              )}
              {canStartAll && (
                <Button size="small" variant="primary" onPress={startAll}>
                  {search.settled === '' ? 'Start all' : 'Start all found'} {(rows.total ?? 0).toLocaleString('en')}
                </Button>
              )}
            </div>
          </>
        }
        empty={
          search.settled !== '' ? (
            <EmptyState icon="search" title="Nobody matches" action={<Button onPress={() => search.setText('')}>Clear search</Button>}>
              The search hides everyone who is {standingLabel(standing).toLowerCase()}.
            </EmptyState>
          ) : (
            <NobodyThere standing={standing} slug={organization.slug} />
          )
        }
      />
      {personId !== null && <RolloutDrawer key={personId} userId={personId} onClose={() => setPersonId(null)} />}
    </>
  )
}

function NobodyThere({ standing, slug }: { standing: RolloutStanding; slug: string }) {
  switch (standing) {
    case 'held':
      return (
        <EmptyState icon="check" title="Nobody is held" action={<ButtonLink to={paths.users(slug)}>Show users</ButtonLink>}>
          People who are provisioned from now on wait here until they are started.
        </EmptyState>
      )
    case 'started':
      return (
        <EmptyState icon="users" title="Nobody is started">
          People come here when they are started. What the identity provider gives counts for them.
        </EmptyState>
      )
    case 'stopped':
      return (
        <EmptyState icon="users" title="Nobody is stopped">
          Stopping a person gives manual control back: teams stay by hand, and pushes change nothing any more.
        </EmptyState>
      )
    default:
      return (
        <EmptyState icon="check" title="Everyone here is synced">
          People who were added by hand, or let in by a sign-in, and whom no identity provider has provisioned, are listed here.
        </EmptyState>
      )
  }
}
