import type { MatchedValue, OrganizationOutcome, TeamChange } from '../../../shared/console/sign-ins.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import type { BadgeTone } from '../../ui/Badge.tsx'
import { Section } from '../../ui/Drawer.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { Origins } from '../teams/Origins.tsx'
import { Entries } from './Entries.tsx'
import styles from './Outcome.module.css'
import { claimMatchWords, counted, matchedByWords } from './words.ts'
import type { Tense } from './words.ts'

interface Props {
  organization: OrganizationOutcome
  tense: Tense
  isMalformed: boolean
  within: string | undefined
}

/** What a sign-in does in one organization: the teams that change, and the values that led to them. */
export function OutcomeIn({ organization, tense, isMalformed, within }: Props) {
  const { slug, name, joins, leaves, stays, matched, unmatched } = organization
  const did = tense === 'did'
  const told = (teams: readonly TeamChange[], verb: string, tone: BadgeTone): Change[] => teams.map((team) => ({ team, verb, tone }))
  const isKept = ({ otherOrigins }: TeamChange): boolean => otherOrigins.length > 0
  const changes = [
    ...told(joins, did ? 'Joined' : 'Joins', 'success'),
    ...told(
      leaves.filter((team) => !isKept(team)),
      did ? 'Left' : 'Leaves',
      'danger',
    ),
    ...told(leaves.filter(isKept), did ? 'Stayed otherwise' : 'Stays otherwise', 'warning'),
    ...told(stays, did ? 'Stayed' : 'Stays', 'neutral'),
  ]
  return (
    <Card title={name} aside={<Access organization={organization} tense={tense} within={within} />}>
      <div className="stack">
        <Circumstances organization={organization} />
        <Teams
          name={name}
          slug={slug}
          changes={changes}
          empty={isMalformed || !did ? 'No team is joined or left.' : 'No team was joined or left.'}
        />
        {matched.length > 0 && (
          <Section title="Values that match" aside={<span className="muted">{claimMatchWords(organization.claimMatch)}</span>}>
            <Entries label={`Values that match in ${name}`} items={matched}>
              {(match) => <MatchLine key={match.value} slug={slug} match={match} />}
            </Entries>
          </Section>
        )}
        {matched.length > 0 && unmatched.length > 0 && (
          <p className={styles.foot}>
            {counted(unmatched.length, 'other value leads', 'other values lead')} to no group of {name}.
          </p>
        )}
      </div>
    </Card>
  )
}

/** A team, and what becomes of the person in it. */
interface Change {
  team: TeamChange
  verb: string
  tone: BadgeTone
}

function Teams({ name, slug, changes, empty }: { name: string; slug: string; changes: readonly Change[]; empty: string }) {
  if (changes.length === 0) return <p className={styles.foot}>{empty}</p>
  return (
    <Entries label={`Teams of ${name}`} items={changes}>
      {({ team, verb, tone }) => <TeamLine key={team.id} slug={slug} team={team} verb={verb} tone={tone} />}
    </Entries>
  )
}

function Access({ organization: { access, userId, slug }, tense, within }: Omit<Props, 'isMalformed'>) {
  switch (access) {
    case 'added':
      return <Badge tone="success">{tense === 'did' ? 'Let in' : 'Is let in'}</Badge>
    case 'none':
      return <Badge>Not in this organization</Badge>
    default:
      return userId === null || userId === within ? null : <TextLink to={paths.user(slug, userId)}>Show person</TextLink>
  }
}

/** What keeps the teams from counting, although they are noted. */
function Circumstances({
  organization: { ignoresClaims, active, rollout, access, matched, slug, name },
}: {
  organization: OrganizationOutcome
}) {
  return (
    <>
      {ignoresClaims && (
        <Notice title={`${name} takes no notice of claims`}>
          <p>
            Its teams are filled by pushed members only.{' '}
            <TextLink to={paths.settingsOf('organization')}>Policy of the organization</TextLink>
          </p>
        </Notice>
      )}
      {access === 'none' && matched.length > 0 && (
        <Notice title="Nobody is let in">
          <p>A value matches, but there is no such person. Someone unknown is let in only where that is asked for.</p>
        </Notice>
      )}
      {!active && (
        <Notice tone="warning" title="The person is inactive here">
          <p>Memberships are noted, and count when the person is active again.</p>
        </Notice>
      )}
      {rollout !== 'started' && (
        <Notice tone="warning" title={rollout === 'held' ? 'Held by the staged rollout' : 'Stopped in the staged rollout'}>
          <p>
            Memberships by sign-in are noted, and count when the person is started.{' '}
            <TextLink to={paths.rollout(slug)}>Staged rollout</TextLink>
          </p>
        </Notice>
      )}
    </>
  )
}

function TeamLine({ slug, team, verb, tone }: Change & { slug: string }) {
  return (
    <li className={styles.change}>
      <span className={styles.verb}>
        <Badge tone={tone}>{verb}</Badge>
      </span>
      <TextLink to={paths.team(slug, team.id)} strong>
        {team.name}
      </TextLink>
      {team.groups.length > 0 && <span className="muted">by {team.groups.join(', ')}</span>}
      {team.otherOrigins.length > 0 && (
        <span className={styles.also}>
          <span className="muted">In it also by</span> <Origins origins={team.otherOrigins} />
        </span>
      )}
    </li>
  )
}

function MatchLine({ slug, match: { value, group, by, exact, teams } }: { slug: string; match: MatchedValue }) {
  return (
    <li className={styles.entry}>
      <span className={styles.head}>
        <span className="mono">{value}</span>
        <span className={styles.tags}>
          <Badge>{matchedByWords(by)}</Badge>
          {!exact && (
            <Badge tone="warning" title="Letter case, or space around it, differs. It matches all the same.">
              Not letter for letter
            </Badge>
          )}
        </span>
      </span>
      <span className={styles.advice}>
        Group <TextLink to={paths.groupMapping(slug, group.id)}>{group.displayName}</TextLink>
        {teams.length === 0
          ? ', which no team follows: the match gives nothing yet.'
          : `, which ${teams.map(({ name }) => name).join(', ')} ${teams.length === 1 ? 'follows' : 'follow'}.`}
      </span>
    </li>
  )
}
