import type { Overview, SetupStep } from '../../../shared/console/overview.ts'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/icons.tsx'
import { Card } from '../../ui/Page.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { useHasRoute } from '../shell/routed.ts'
import styles from './SetupCard.module.css'

const words: Readonly<Record<SetupStep, { title: string; hint: string; to: (slug: string) => string }>> = {
  token: {
    title: 'Generate a token',
    hint: 'The identity provider shows it with every request.',
    to: paths.groupMapping,
  },
  'first-request': {
    title: 'Enter endpoint and token in the identity provider',
    hint: 'Its connection test is the first request.',
    to: paths.groupMapping,
  },
  groups: {
    title: 'Push the first group',
    hint: 'Or enter one by hand, exactly as it stands in the groups claim.',
    to: paths.groupMapping,
  },
  team: {
    title: 'Let a team follow a group',
    hint: 'Its members are then those of the group.',
    to: paths.teams,
  },
  access: {
    title: 'Give a team a role in a workspace',
    hint: 'That is what its members can do.',
    to: (slug) => `/organizations/${slug}/workspaces`,
  },
}

/** What is not set up yet, with the way there. It goes when all is done. */
export function SetupCard({ steps }: { steps: Overview['setup'] }) {
  const { slug } = useOrganization()
  const hasRoute = useHasRoute()
  const done = steps.filter((each) => each.done).length
  return (
    <Card title="Set-up" aside={<span className="muted">{`${done} of ${steps.length} done`}</span>}>
      <ol className={styles.steps}>
        {steps.map(({ step, done: isDone }) => {
          const { title, hint, to } = words[step]
          return (
            <li key={step} className={styles.step} data-done={isDone || undefined}>
              <span className={styles.mark}>{isDone && <Icon name="check" size={12} />}</span>
              <span className={styles.words}>
                <span className={styles.title}>
                  {isDone || !hasRoute(to(slug)) ? title : <TextLink to={to(slug)}>{title}</TextLink>}
                  <span className="visually-hidden">{isDone ? ' (done)' : ' (to do)'}</span>
                </span>
                {!isDone && <span className="muted">{hint}</span>}
              </span>
            </li>
          )
        })}
      </ol>
    </Card>
  )
}
