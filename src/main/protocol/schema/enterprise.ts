import { complex, reference, text } from './define.ts'
import type { SchemaDefinition } from './types.ts'

export const ENTERPRISE_SCHEMA = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** Enterprise User: RFC 7643 §4.3. manager.value and manager.$ref are RECOMMENDED there, so neither is required here. */
export const enterpriseSchema: SchemaDefinition = {
  id: ENTERPRISE_SCHEMA,
  name: 'EnterpriseUser',
  description: 'Enterprise user',
  attributes: [
    text('employeeNumber', 'Number or code given to the person by the organization.'),
    text('costCenter', 'Name of the cost center.'),
    text('organization', 'Name of the organization.'),
    text('division', 'Name of the division.'),
    text('department', 'Name of the department.'),
    complex('manager', "The person's manager.", [
      text('value', 'Identifier of the user who is the manager.'),
      reference('$ref', 'URI of the user who is the manager.', ['User']),
      text('displayName', "The manager's display name.", { mutability: 'readOnly' }),
    ]),
  ],
}
