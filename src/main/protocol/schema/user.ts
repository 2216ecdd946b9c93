import { binary, boolean, complex, labelledList, reference, text } from './define.ts'
import type { SchemaDefinition } from './types.ts'

export const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User'

const readOnly = { mutability: 'readOnly' } as const

/** Core User: RFC 7643 §4.1, characteristics as in §8.7.1. */
export const userSchema: SchemaDefinition = {
  id: USER_SCHEMA,
  name: 'User',
  description: 'User account',
  attributes: [
    text('userName', 'The name by which the person signs in; unique in the organization, compared without case.', {
      required: true,
      uniqueness: 'server',
    }),
    complex('name', "The parts of the person's name.", [
      text('formatted', 'The full name, as it is displayed.'),
      text('familyName', 'Family name, or last name in most Western languages.'),
      text('givenName', 'Given name, or first name in most Western languages.'),
      text('middleName', 'Middle names.'),
      text('honorificPrefix', 'Title before the name.'),
      text('honorificSuffix', 'Suffix after the name.'),
    ]),
    text('displayName', 'The name shown to people, preferably the full name.'),
    text('nickName', 'How the person is addressed in everyday life.'),
    reference('profileUrl', "URL of the person's profile page.", ['external']),
    text('title', 'Job title.'),
    text('userType', 'How the person relates to the organization, such as Employee or Contractor.'),
    text('preferredLanguage', 'Preferred languages, as in an Accept-Language header.'),
    text('locale', 'Default location, for currency, dates and numbers; a BCP 47 language tag.'),
    text('timezone', 'Time zone, by its IANA name.'),
    boolean('active', 'Whether the person may use the organization at present.'),
    text('password', 'Accepted and discarded: people sign in at their identity provider.', {
      mutability: 'writeOnly',
      returned: 'never',
    }),
    labelledList('emails', 'E-mail addresses.', text('value', 'E-mail address.'), ['work', 'home', 'other']),
    labelledList('phoneNumbers', 'Telephone numbers.', text('value', 'Telephone number, preferably as RFC 3966 writes it.'), [
      'work',
      'home',
      'mobile',
      'fax',
      'pager',
      'other',
    ]),
    labelledList('ims', 'Instant messaging addresses.', text('value', 'Instant messaging address.'), [
      'aim',
      'gtalk',
      'icq',
      'xmpp',
      'msn',
      'skype',
      'qq',
      'yahoo',
    ]),
    labelledList('photos', 'URLs of photographs.', reference('value', 'URL of a photograph.', ['external'], { caseExact: true }), [
      'photo',
      'thumbnail',
    ]),
    complex(
      'addresses',
      'Postal addresses.',
      [
        text('formatted', 'The whole address, as it is written on a label; may hold line breaks.'),
        text('streetAddress', 'House number, street, P.O. box; may hold line breaks.'),
        text('locality', 'City or locality.'),
        text('region', 'State or region.'),
        text('postalCode', 'Postal code.'),
        text('country', 'Country, as an ISO 3166-1 alpha-2 code.'),
        text('type', 'What this address is for.', { canonicalValues: ['work', 'home', 'other'] }),
        boolean('primary', 'Whether this is the preferred address; true of one address at most.'),
      ],
      { multiValued: true },
    ),
    complex(
      'groups',
      'Groups the person belongs to, directly or through nested groups.',
      [
        text('value', 'Identifier of the group.', readOnly),
        reference('$ref', 'URI of the group.', ['User', 'Group'], readOnly),
        text('display', 'Display name of the group.', readOnly),
        text('type', 'How the person belongs to the group.', { ...readOnly, canonicalValues: ['direct', 'indirect'] }),
      ],
      { ...readOnly, multiValued: true },
    ),
    labelledList('entitlements', 'Things the person has a right to.', text('value', 'An entitlement.')),
    labelledList('roles', 'Roles that together say who the person is.', text('value', 'A role.')),
    labelledList('x509Certificates', 'Certificates issued to the person.', binary('value', 'DER-encoded X.509 certificate, in base64.')),
  ],
}
