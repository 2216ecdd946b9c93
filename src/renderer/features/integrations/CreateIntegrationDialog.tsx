import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { OutputOf } from '../../../shared/console/contract.ts'
import { INTEGRATION_NAME_RULE, INTEGRATION_NAME_RULE_TEXT } from '../../../shared/console/integrations.ts'
import type { IntegrationPreset } from '../../../shared/console/integrations.ts'
import type { TokenLifetime } from '../../../shared/console/tokens.ts'
import { useCommand } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { Switch } from '../../ui/Choice.tsx'
import { FormDialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { LifetimeSelect } from '../tokens/LifetimeSelect.tsx'
import { ShownOnce } from '../tokens/ShownOnce.tsx'
import { presetOptions } from './presets.ts'

type Created = OutputOf<'integrations.create'>

/** I1, J14: first what it is to be, then its endpoint and its token, once. */
export function CreateIntegrationDialog({ onClose }: { onClose: () => void }) {
  const { slug } = useOrganization()
  const navigate = useNavigate()
  const [created, setCreated] = useState<Created | null>(null)
  if (created === null) return <CreateForm onCreated={setCreated} onClose={onClose} />
  const { integration, token } = created
  return (
    <ShownOnce
      token={token}
      addresses={integration.mounts}
      onClose={() => {
        onClose()
        void navigate(paths.integration(slug, integration.id))
      }}
    >
      <p>
        It acts as the service account <code>{integration.serviceAccount.name}</code>, with the role{' '}
        {integration.serviceAccount.roles.map(({ name }) => name).join(', ')}.
        {!integration.enabled && ' It is disabled: every request is answered with 403 until it is enabled.'}
      </p>
    </ShownOnce>
  )
}

function CreateForm({ onCreated, onClose }: { onCreated: (created: Created) => void; onClose: () => void }) {
  const organization = useOrganization()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [preset, setPreset] = useState<IntegrationPreset>('okta')
  const [isEnabled, setEnabled] = useState(true)
  const [lifetimeDays, setLifetime] = useState<TokenLifetime>(null)
  const create = useCommand('integrations.create')
  const isValid = INTEGRATION_NAME_RULE.test(name)

  return (
    <FormDialog
      title="Create integration"
      intro="A SCIM 2.0 endpoint for one client, with a token that opens it and nothing else."
      submitLabel="Create integration"
      isPending={create.isPending}
      error={create.error}
      canSubmit={isValid}
      onSubmit={() =>
        create.mutate(
          { organizationId: organization.id, name, description: description.trim(), preset, enabled: isEnabled, lifetimeDays },
          { onSuccess: onCreated },
        )
      }
      onClose={onClose}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        error={name === '' || isValid ? undefined : INTEGRATION_NAME_RULE_TEXT}
        description="1 to 63 lower-case letters and digits, with single hyphens between them. It stays as it is."
        placeholder="okta-production"
        mono
        autoFocus
        maxLength={80}
      />
      <TextField label="Description" isRequired={false} value={description} onChange={setDescription} rows={2} maxLength={1000} />
      <Select
        label="Client"
        value={preset}
        onChange={setPreset}
        options={presetOptions}
        description="Whose requests are expected. It decides how an empty PATCH is taken, which can be changed later."
      />
      <LifetimeSelect label="Token expires" value={lifetimeDays} onChange={setLifetime} />
      <Switch
        label="Enabled from the start"
        description="Off: requests are answered with 403 until the integration is enabled."
        isSelected={isEnabled}
        onChange={setEnabled}
      />
    </FormDialog>
  )
}
