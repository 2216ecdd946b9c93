import type { RolloutPerson } from '../../../shared/console/rollout.ts'
import { InvocationError } from '../../client/client.ts'
import { queryClient, queryOptions, useCommand } from '../../client/queries.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast, toastError } from '../../stores/toasts.ts'
import { Notice } from '../../ui/Notice.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { gainsNothing, gainsWords, nameOf, people } from './words.ts'

/** I7: starting and stopping people, each saying first what it will do. */
export function useRolloutActions() {
  const { id: organizationId, name: organizationName } = useOrganization()
  const start = useCommand('rollout.start')
  const startAll = useCommand('rollout.startAll')
  const stop = useCommand('rollout.stop')

  /** `onStarted`: what to do besides, once they are. */
  function askToStart(chosen: readonly RolloutPerson[], onStarted?: () => void): void {
    const [first] = chosen
    if (first === undefined) return
    const isOne = chosen.length === 1
    const empty = chosen.filter(gainsNothing).length
    confirm({
      title: isOne ? `Start ${nameOf(first)}?` : `Start ${people(chosen.length)}?`,
      body: (
        <>
          {isOne && !gainsNothing(first) && first.gains && (
            <>
              <p>From now on what the identity provider gives counts:</p>
              <ul className="bullets">
                {gainsWords(first.gains).map((gain) => (
                  <li key={gain}>{gain}</li>
                ))}
              </ul>
            </>
          )}
          {!isOne && <p>From now on what the identity provider gives them counts.</p>}
          {empty > 0 && <GainsNothing count={empty} isOne={isOne} of="" />}
        </>
      ),
      confirmLabel: isOne ? 'Start person' : 'Start people',
      tone: 'primary',
      act: async () => {
        const { started } = await start.mutateAsync({ organizationId, userIds: chosen.map(({ id }) => id) })
        toast(isOne ? `${nameOf(first)} started` : `${people(started)} started`)
        onStarted?.()
      },
    })
  }

  /** Everyone who is held, or whom the search finds of them; `seen` are those whose preview is known. */
  function askToStartAll(total: number, search: string, seen: readonly RolloutPerson[], onStarted: () => void): void {
    const empty = seen.filter(gainsNothing).length
    const of = seen.length < total ? ` of the first ${seen.length.toLocaleString('en')}` : ''
    confirm({
      title: search === '' ? `Start everyone who is held: ${people(total)}?` : `Start ${people(total)} found by “${search}”?`,
      body: (
        <>
          <p>From now on what the identity provider gives them in {organizationName} counts, all at once.</p>
          {empty > 0 && <GainsNothing count={empty} isOne={false} of={of} />}
        </>
      ),
      confirmLabel: 'Start people',
      tone: 'primary',
      act: async () => {
        const { started } = await startAll.mutateAsync({ organizationId, search: search || undefined })
        toast(`${people(started)} started`)
        onStarted()
      },
    })
  }

  async function askToStop(person: RolloutPerson): Promise<void> {
    try {
      const input = { organizationId, userId: person.id }
      const { keepsIfStopped } = await queryClient.query({ ...queryOptions('rollout.preview', input), staleTime: 0 })
      const kept = keepsIfStopped ?? []
      confirm({
        title: `Stop ${nameOf(person)}?`,
        body: (
          <>
            {kept.length === 0 ? (
              <p>No membership comes from the identity provider, so none changes.</p>
            ) : (
              <>
                <p>{kept.length === 1 ? 'This team stays, by hand from now on:' : 'These teams stay, by hand from now on:'}</p>
                <ul className="bullets">
                  {kept.map(({ id, name }) => (
                    <li key={id}>{name}</li>
                  ))}
                </ul>
              </>
            )}
            <p>
              Roles that come straight from groups no longer count, and what the identity provider changes in the groups has no effect,
              until the person is started again.
            </p>
          </>
        ),
        confirmLabel: 'Stop person',
        tone: 'danger',
        act: async () => {
          const { keptTeams } = await stop.mutateAsync(input)
          const names = keptTeams.map(({ name }) => name).join(', ')
          toast(`${nameOf(person)} is managed by hand`, names === '' ? undefined : `Kept by hand: ${names}`)
        },
      })
    } catch (error) {
      if (!(error instanceof InvocationError)) throw error
      toastError(error.message, error.hint)
    }
  }

  return { askToStart, askToStartAll, askToStop }
}

function GainsNothing({ count, isOne, of }: { count: number; isOne: boolean; of: string }) {
  return (
    <Notice
      tone="warning"
      title={isOne ? 'Starting gives nothing' : `${count.toLocaleString('en')}${of} ${count === 1 ? 'gains' : 'gain'} nothing`}
    >
      <p>In no group that a team follows, or that has a role. Give the groups their teams and roles first, or start anyway.</p>
    </Notice>
  )
}
