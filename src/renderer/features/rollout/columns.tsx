import type { RolloutPerson, RolloutStanding } from '../../../shared/console/rollout.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { None } from '../../ui/Facts.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { gainsWords, nameOf, stateWords } from './words.ts'

interface Columns {
  standing: RolloutStanding
  addressOf: (person: RolloutPerson) => string
  selected: ReadonlyMap<string, RolloutPerson>
  toggle: (person: RolloutPerson) => void
  start: (person: RolloutPerson) => void
  stop: (person: RolloutPerson) => void
}

/** What starting gives is told of those who are not started. */
export function columnsFor({ standing, addressOf, selected, toggle, start, stop }: Columns): Column<RolloutPerson>[] {
  const select: Column<RolloutPerson> = {
    id: 'select',
    header: 'Select',
    hideHeader: true,
    width: '18px',
    cell: (person) => (
      <Checkbox isSelected={selected.has(person.id)} onChange={() => toggle(person)}>
        <span className="visually-hidden">Select {nameOf(person)}</span>
      </Checkbox>
    ),
  }
  const gains: Column<RolloutPerson> = {
    id: 'gains',
    header: 'Starting gives',
    width: 'minmax(150px, 2fr)',
    title: (person) => person.gains?.teams && gainsWords(person.gains).join(', '),
    cell: (person) => <Gains person={person} />,
  }
  const waits = standing === 'held' || standing === 'stopped'
  return [
    ...(waits ? [select] : []),
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(120px, 1.1fr)',
      title: nameOf,
      cell: (person) => (
        <TextLink to={addressOf(person)} strong>
          {nameOf(person)}
        </TextLink>
      ),
    },
    {
      id: 'userName',
      header: 'User name',
      width: 'minmax(140px, 1.3fr)',
      hideBelow: 700,
      title: ({ userName }) => userName,
      cell: ({ userName }) => <span className="mono muted">{userName}</span>,
    },
    ...(standing === 'started' ? [] : [gains]),
    {
      id: 'state',
      header: 'State',
      width: '84px',
      cell: ({ rollout }) => {
        const { label, tone, title } = stateWords(rollout)
        return (
          <Badge tone={tone} title={title}>
            {label}
          </Badge>
        )
      },
    },
    { id: 'created', header: 'Came', width: '104px', hideBelow: 860, cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      id: 'act',
      header: 'Start or stop',
      hideHeader: true,
      width: '60px',
      align: 'end',
      cell: (person) =>
        person.rollout === 'started' ? (
          <Button size="small" aria-label={`Stop ${nameOf(person)}`} onPress={() => stop(person)}>
            Stop
          </Button>
        ) : (
          <Button size="small" aria-label={`Start ${nameOf(person)}`} onPress={() => start(person)}>
            Start
          </Button>
        ),
    },
  ]
}

function Gains({ person: { gains, active } }: { person: RolloutPerson }) {
  if (gains === null) return <None text="–" />
  const words = gainsWords(gains)
  if (words.length > 0) return <>{words.join(', ')}</>
  return (
    <Badge tone="warning" title={active ? 'In no group that a team follows, or that has a role' : 'Inactive people have nothing'}>
      {active ? 'Nothing' : 'Nothing: inactive'}
    </Badge>
  )
}
