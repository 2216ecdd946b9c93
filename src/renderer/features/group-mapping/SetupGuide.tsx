import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import type { Endpoint } from '../../../shared/console/tokens.ts'
import { chooseGuide, usePreferences } from '../../stores/preferences.ts'
import type { Guide } from '../../stores/preferences.ts'
import { Icon } from '../../ui/icons.tsx'
import { Select } from '../../ui/Select.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import styles from './guide/Guide.module.css'
import type { GuideInput, Progress } from './guide/parts.tsx'
import { guideOptions, guides } from './guide/steps.tsx'
import { Troubles } from './guide/troubles.tsx'

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
      <Select label="Identity provider" value={guide} onChange={(next) => chooseGuide(slug, next)} options={guideOptions} />
      <p className={styles.way}>{guides[guide].way}</p>
      <GuideSteps guide={guide} input={{ mounts: endpoint.mounts, progress, slug }} />
    </section>
  )
}

/** The steps of one IdP, and what to do when they do not lead where they should. */
export function GuideSteps({ guide, input }: { guide: Guide; input: GuideInput }) {
  return (
    <>
      <ol className={styles.steps}>
        {guides[guide].steps(input).map((step, index) => (
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
      <Disclosure className={styles.troubles}>
        <Heading level={3} className={styles.troublesTitle}>
          <AriaButton slot="trigger" className={styles.trigger}>
            <Icon name="chevronRight" size={12} />
            If something does not work
          </AriaButton>
        </Heading>
        <DisclosurePanel>
          <Troubles guide={guide} slug={input.slug} />
        </DisclosurePanel>
      </Disclosure>
    </>
  )
}
