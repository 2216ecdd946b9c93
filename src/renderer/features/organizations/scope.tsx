import { createContext, useContext } from 'react'
import type { Organization } from '../../../shared/console/organizations.ts'

export const OrganizationContext = createContext<Organization | null>(null)

/** The organization that this screen is about. */
export function useOrganization(): Organization {
  const organization = useContext(OrganizationContext)
  if (organization === null) throw new Error('this screen stands outside an organization')
  return organization
}
