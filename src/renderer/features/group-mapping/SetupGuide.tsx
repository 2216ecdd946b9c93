import type { Endpoint } from '../../../shared/console/tokens.ts'
import { chooseGuide, usePreferences } from '../../stores/preferences.ts'
import type { Guide } from '../../stores/preferences.ts'
import { Icon } from '../../ui/icons.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { stepsFor } from './guide-steps.tsx'
import type { Progress, Step } from './guide-steps.tsx'
import styles from './SetupGuide.module.css'

const guides: readonly { id: Guide; label: string }[] = [
  { id: 'okta', label: 'Okta' },
  { id: 'entra', label: 'Entra ID' },
  { id: 'other', label: 'Other SCIM client' },
  { id: 'manual', label: 'Manual entry' },
]

/** The steps at the IdP, with this organization's own values; those that can be seen from here tick themselves. */
export function SetupGuide({ endpoint }: { endpoint: Endpoint }) {
  const { slug, counts } = useOrganization()
  const guide = usePreferences((preferences) => preferences.guides[slug] ?? 'okta')
  const progress: Progress = {
    hasToken: endpoint.token.state === 'live',
    hasRequest: endpoint.lastRequestAt !== null,
    hasGroups: counts.groups > 0,
    hasUsers: counts.users > 0,
  }
  return (
    <section className={styles.section} aria-labelledby="guide-title">
      <h3 id="guide-title">Set up the identity provider</h3>
      <Tabs
        label="Identity provider"
        selected={guide}
        onSelect={(next) => chooseGuide(slug, next)}
        items={guides.map(({ id, label }) => ({ id, label, content: <Steps steps={stepsFor(id, endpoint.mounts, progress)} /> }))}
      />
    </section>
  )
}

export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className={styles.steps}>
      {steps.map((step, index) => (
        <li key={index} className={styles.step} data-done={step.done || undefined}>
          <span className={styles.mark} aria-hidden="true">
            {step.done ? <Icon name="check" size={12} /> : index + 1}
          </span>
          <div className={styles.words}>
            {step.done && <span className="visually-hidden">Done: </span>}
            {step.text}
          </div>
        </li>
      ))}
    </ol>
  )
}
