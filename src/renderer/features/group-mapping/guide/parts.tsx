import type { ReactNode } from 'react'
import { ATTRIBUTE_MAPPINGS } from '../../../../shared/attribute-mapping.ts'
import type { MappedAttribute } from '../../../../shared/attribute-mapping.ts'
import type { IntegrationPreset } from '../../../../shared/console/integrations.ts'
import type { Mount } from '../../../../shared/console/tokens.ts'
import { paths } from '../../../paths.ts'
import { CopyField } from '../../../ui/CopyField.tsx'
import { TextLink } from '../../../ui/TextLink.tsx'
import styles from './Guide.module.css'

/** What can be seen from here of how far the set-up has come. */
export interface Progress {
  hasToken: boolean
  hasRequest: boolean
  hasGroups: boolean
  hasUsers: boolean
}

export interface Step {
  text: ReactNode
  done: boolean
}

/** What the steps of an IdP are made of: this organization's own values. */
export interface GuideInput {
  mounts: readonly Mount[]
  progress: Progress
  slug: string
}

export function urlOf(mounts: readonly Mount[], kind: Mount['kind']): string {
  return mounts.find((mount) => mount.kind === kind)?.url ?? mounts[0]?.url ?? ''
}

export function tokenStep(progress: Progress): Step {
  return {
    text: (
      <p>
        Generate a token here, under <b>Token</b>, and store it. It is shown once.
      </p>
    ),
    done: progress.hasToken,
  }
}

export function Value({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles.value}>
      <b>{name}</b>
      <CopyField value={value} what={name} />
    </div>
  )
}

/** X7: exactly what to map, and what to remove. It is done when what is mapped has arrived. */
export function mappingStep(preset: IntegrationPreset, { progress, slug }: GuideInput): Step {
  const { users, groups, remove, where } = ATTRIBUTE_MAPPINGS[preset]
  return {
    text: (
      <>
        {where === null ? (
          <p>There is no mapping to set. These attributes are sent:</p>
        ) : (
          <p>
            Map these attributes and no others, under <b>{where}</b>:
          </p>
        )}
        <Mapping caption="Attributes of users" rows={users} />
        {groups.length > 0 && <Mapping caption="Attributes of groups" rows={groups} />}
        {remove.length > 0 && (
          <>
            <p>
              <b>Remove</b> every other mapping, such as:
            </p>
            <ul className="bullets">
              {remove.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </>
        )}
        <p>
          <TextLink to={paths.attributes(slug, preset)}>Attributes</TextLink> shows what has arrived, and tries a payload.
        </p>
      </>
    ),
    done: progress.hasUsers && (groups.length === 0 || progress.hasGroups),
  }
}

function Mapping({ caption, rows }: { caption: string; rows: readonly MappedAttribute[] }) {
  return (
    <table className={styles.mapping}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">SCIM attribute</th>
          <th scope="col">Taken from</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ attribute, source, optional }) => (
          <tr key={attribute}>
            <th scope="row">
              <code>{attribute}</code>
              {optional && <span className="muted"> (optional)</span>}
            </th>
            <td>{source}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
