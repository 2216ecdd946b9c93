import { useContext } from 'react'
import { OrganizationContext } from '../organizations/scope.tsx'
import { OrganizationPolicyCard } from './OrganizationPolicyCard.tsx'
import { SchemasCard } from './schemas/SchemasCard.tsx'

/** The rules and schemas of the organization that the console shows. */
export function OrganizationSection() {
  const organization = useContext(OrganizationContext)
  if (!organization) return null
  return (
    <>
      <OrganizationPolicyCard organization={organization} />
      <SchemasCard key={organization.id} organization={organization} />
    </>
  )
}
