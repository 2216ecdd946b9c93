import { useState } from 'react'
import { useNavigate } from 'react-router'
import { NAME_RULE, NAME_RULE_TEXT } from '../../../shared/console/values.ts'
import { useCommand } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { chooseGuide } from '../../stores/preferences.ts'
import type { Guide } from '../../stores/preferences.ts'
import { RadioCards } from '../../ui/Choice.tsx'
import { TextField } from '../../ui/Field.tsx'
import { guideOptions } from '../group-mapping/guide/steps.tsx'

/** The state of the form that makes an organization: on first run a page, later a dialog. */
export function useOrganizationForm(onCreated?: () => void) {
  const [name, setName] = useState('')
  const [guide, setGuide] = useState<Guide>('okta')
  const create = useCommand('organizations.create')
  const navigate = useNavigate()
  const trimmed = name.trim()
  const isValid = NAME_RULE.test(trimmed)

  const submit = (): void => {
    // Not a callback of `mutate`: the first run gives way to the console as soon as there is an organization.
    create.mutateAsync({ name: trimmed }).then(
      (organization) => {
        chooseGuide(organization.slug, guide)
        onCreated?.()
        void navigate(paths.groupMapping(organization.slug), { replace: onCreated === undefined })
      },
      () => undefined, // shown from `create.error`
    )
  }
  return {
    name,
    setName,
    guide,
    setGuide,
    isValid,
    nameError: nameError(trimmed),
    submit,
    isPending: create.isPending,
    error: create.error,
  }
}

export type OrganizationFormState = ReturnType<typeof useOrganizationForm>

export function OrganizationFields({ form }: { form: OrganizationFormState }) {
  return (
    <>
      <TextField
        label="Organization name"
        value={form.name}
        onChange={form.setName}
        error={form.nameError}
        description="For example Acme or acme-research. 2 to 39 letters, digits, hyphens or underscores."
        autoFocus
        maxLength={60}
      />
      <RadioCards label="Where do its groups come from?" value={form.guide} onChange={form.setGuide} options={guideOptions} columns={2} />
    </>
  )
}

/** Says what breaks the rule as one types, but leaves a name alone that has only just been begun. */
export function nameError(name: string): string | undefined {
  return name.length < 2 || NAME_RULE.test(name) ? undefined : NAME_RULE_TEXT
}
