import type { IntegrationPreset } from './console/integrations.ts'

/** One attribute that an identity provider is to send (X7). */
export interface MappedAttribute {
  /** As SCIM writes it; a filter in brackets says which value of several. */
  readonly attribute: string
  /** Where it comes from, in the identity provider's own words. */
  readonly source: string
  /** Worth having, but nothing is missed without it. */
  readonly optional?: true
}

export interface AttributeMapping {
  readonly users: readonly MappedAttribute[]
  readonly groups: readonly MappedAttribute[]
  /** What is mapped by default and has no use here, in the identity provider's own words. Empty: there is nothing to remove. */
  readonly remove: readonly string[]
  /** Where the mapping is found; null when there is none to set. */
  readonly where: string | null
}

const E_MAIL = 'emails[type eq "work"].value'

/** X7: exactly what to map, for each identity provider. Sources: its documentation, or its client's source. */
export const ATTRIBUTE_MAPPINGS: Readonly<Record<IntegrationPreset, AttributeMapping>> = {
  okta: {
    where: 'Provisioning, To App, Attribute Mappings',
    users: [
      { attribute: 'userName', source: 'Username: the Application username format of the Sign On tab' },
      { attribute: 'externalId', source: 'sent by itself: Okta’s user id' },
      { attribute: 'active', source: 'sent by itself: follows the assignment' },
      { attribute: 'name.givenName', source: 'Given name: user.firstName' },
      { attribute: 'name.familyName', source: 'Family name: user.lastName' },
      { attribute: 'emails[primary eq true].value', source: 'Email: user.email' },
      { attribute: 'displayName', source: 'Display name: user.displayName', optional: true },
    ],
    groups: [
      { attribute: 'displayName', source: 'sent by Push Groups: the group’s name' },
      { attribute: 'members', source: 'sent by Push Groups: those who are assigned to the application' },
    ],
    remove: [
      'Middle name, Honorific prefix and suffix, Nickname, Profile Url',
      'Secondary email, Primary phone, Mobile phone',
      'the address: Street address, City, State, Zip code, Country',
      'User type, Employee number, Cost center, Organization, Division, Department, Manager',
    ],
  },
  entra: {
    where: 'Provisioning, Mappings',
    users: [
      { attribute: 'userName', source: 'userPrincipalName' },
      { attribute: 'externalId', source: 'objectId (mailNickname by default)' },
      { attribute: 'displayName', source: 'displayName' },
      { attribute: 'active', source: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")' },
      { attribute: E_MAIL, source: 'mail', optional: true },
    ],
    groups: [
      { attribute: 'displayName', source: 'displayName' },
      { attribute: 'externalId', source: 'objectId' },
      { attribute: 'members', source: 'members' },
    ],
    remove: [
      'jobTitle, preferredLanguage, employeeId, department, manager',
      'givenName, surname and Join(" ", [givenName], [surname])',
      'physicalDeliveryOfficeName, streetAddress, city, state, postalCode, country',
      'telephoneNumber, mobile, facsimileTelephoneNumber',
    ],
  },
  onelogin: {
    where: 'Configuration, SCIM JSON Template',
    users: [
      { attribute: 'userName', source: '{$parameters.scimusername}' },
      { attribute: 'active', source: 'sent by itself: follows the user’s status' },
      { attribute: 'name.givenName', source: '{$user.firstname}' },
      { attribute: 'name.familyName', source: '{$user.lastname}' },
      { attribute: 'displayName', source: '{$user.display_name}' },
      { attribute: E_MAIL, source: '{$user.email}' },
    ],
    groups: [
      { attribute: 'displayName', source: 'sent by itself: the group’s name' },
      { attribute: 'members', source: 'sent by itself: those whom a rule puts into the group' },
    ],
    remove: [
      'the enterprise extension: department, division, manager',
      'title, userType, timezone and addresses, where the template has them',
    ],
  },
  authentik: {
    where: 'the provider’s User property mappings and Group property mappings',
    users: [
      { attribute: 'userName', source: 'user.username' },
      { attribute: 'externalId', source: 'sent by itself: authentik’s id of the user' },
      { attribute: 'displayName', source: 'user.name' },
      { attribute: 'active', source: 'user.is_active' },
      { attribute: 'name.givenName', source: 'the first word of user.name' },
      { attribute: 'name.familyName', source: 'the rest of user.name' },
      { attribute: 'emails', source: 'user.email' },
    ],
    groups: [
      { attribute: 'displayName', source: 'group.name' },
      { attribute: 'externalId', source: 'sent by itself: authentik’s id of the group' },
      { attribute: 'members', source: 'sent by itself' },
    ],
    remove: [],
  },
  keycloak: {
    where: null,
    users: [
      { attribute: 'userName', source: 'Username' },
      { attribute: 'externalId', source: 'sent by itself: Keycloak’s id of the user' },
      { attribute: 'active', source: 'Enabled' },
      { attribute: 'emails', source: 'Email' },
      { attribute: 'name.givenName', source: 'First name' },
      { attribute: 'name.familyName', source: 'Last name' },
    ],
    groups: [
      { attribute: 'displayName', source: 'the group’s bare name' },
      { attribute: 'externalId', source: 'sent by itself: Keycloak’s id of the group' },
      { attribute: 'members', source: 'sent by itself' },
    ],
    remove: [],
  },
  google: {
    where: 'Autoprovisioning, Attribute mapping',
    users: [
      { attribute: 'userName', source: 'Primary email' },
      { attribute: 'active', source: 'sent by itself: follows the user’s access' },
      { attribute: 'name.givenName', source: 'First name' },
      { attribute: 'name.familyName', source: 'Last name' },
      { attribute: E_MAIL, source: 'Primary email' },
    ],
    groups: [],
    remove: ['what is mapped to other attributes: phone, address, organization, manager'],
  },
  other: {
    where: 'the SCIM client’s attribute mapping',
    users: [
      { attribute: 'userName', source: 'what people sign in with, unique' },
      { attribute: 'externalId', source: 'the id that never changes', optional: true },
      { attribute: 'active', source: 'whether the person may sign in', optional: true },
      { attribute: 'displayName', source: 'the full name' },
      { attribute: E_MAIL, source: 'the e-mail address', optional: true },
    ],
    groups: [
      { attribute: 'displayName', source: 'the name that stands in the groups claim' },
      { attribute: 'externalId', source: 'the id that never changes', optional: true },
      { attribute: 'members', source: 'the group’s members' },
    ],
    remove: ['everything else: it would be kept, and nothing here makes use of it'],
  },
}
