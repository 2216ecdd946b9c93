import { FormDialog } from '../../ui/Dialog.tsx'
import { OrganizationFields, useOrganizationForm } from './OrganizationForm.tsx'

export function NewOrganizationDialog({ onClose }: { onClose: () => void }) {
  const form = useOrganizationForm(onClose)
  return (
    <FormDialog
      title="Create an organization"
      intro="It gets an endpoint, a token and a group catalog of its own. A group's name may be used by one organization only."
      submitLabel="Create organization"
      size="large"
      isPending={form.isPending}
      error={form.error}
      canSubmit={form.isValid}
      onSubmit={form.submit}
      onClose={onClose}
    >
      <OrganizationFields form={form} />
    </FormDialog>
  )
}
