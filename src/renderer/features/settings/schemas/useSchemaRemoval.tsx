import type { Organization } from '../../../../shared/console/organizations.ts'
import type { Schema } from '../../../../shared/console/schemas.ts'
import { useCommand } from '../../../client/queries.ts'
import { confirm } from '../../../stores/confirm.ts'
import { toast } from '../../../stores/toasts.ts'

/** Asks before a schema goes, saying what follows from it. */
export function useSchemaRemoval(organization: Organization): (schema: Schema, onRemoved: () => void) => void {
  const remove = useCommand('schemas.remove')
  return (schema, onRemoved) =>
    confirm({
      title: `Delete the schema ${schema.name}?`,
      body: (
        <ul className="bullets">
          <li>No {schema.resourceType.toLowerCase()} holds a value of it, so that nothing is lost.</li>
          <li>It leaves /Schemas and /ResourceTypes at once.</li>
          <li>Identity providers that go on sending its attributes get their success, and the attributes are ignored.</li>
          <li>Filters that name its attributes are refused.</li>
        </ul>
      ),
      confirmLabel: 'Delete schema',
      tone: 'danger',
      act: async () => {
        await remove.mutateAsync({ organizationId: organization.id, urn: schema.urn })
        onRemoved()
        toast(`Schema ${schema.name} deleted`)
      },
    })
}
