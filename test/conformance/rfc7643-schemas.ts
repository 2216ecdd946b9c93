/**
 * RFC 7643 §8.7.1, attribute by attribute, written down from the RFC and not from the code that is held against it. A line is
 * `name type characteristics…`; a characteristic that is not named has the default of §2.2. `…` stands for the default sub-attributes
 * of §2.4 (display, type, primary) behind a value.
 */
const USER = `
userName string required uniqueness=server
name complex
  formatted string
  familyName string
  givenName string
  middleName string
  honorificPrefix string
  honorificSuffix string
displayName string
nickName string
profileUrl reference to=external
title string
userType string
preferredLanguage string
locale string
timezone string
active boolean
password string mutability=writeOnly returned=never
emails complex multiValued
  value string
  … work|home|other
phoneNumbers complex multiValued
  value string
  … work|home|mobile|fax|pager|other
ims complex multiValued
  value string
  … aim|gtalk|icq|xmpp|msn|skype|qq|yahoo
photos complex multiValued
  value reference to=external
  … photo|thumbnail
addresses complex multiValued
  formatted string
  streetAddress string
  locality string
  region string
  postalCode string
  country string
  type string canonical=work|home|other
groups complex multiValued mutability=readOnly
  value string mutability=readOnly
  $ref reference to=User|Group mutability=readOnly
  display string mutability=readOnly
  type string canonical=direct|indirect mutability=readOnly
entitlements complex multiValued
  value string
  …
roles complex multiValued
  value string
  …
x509Certificates complex multiValued
  value binary
  …
`
// §8.7.1 prints displayName as optional and not unique; §4.2 says "REQUIRED", and Muster keeps it unique (G7), which it has to say.
const GROUP = `
displayName string required uniqueness=server
members complex multiValued
  value string mutability=immutable
  $ref reference to=User|Group mutability=immutable
  type string canonical=User|Group mutability=immutable
`
const ENTERPRISE = `
employeeNumber string
costCenter string
organization string
division string
department string
manager complex
  value string
  $ref reference to=User
  displayName string mutability=readOnly
`

export interface Stated {
  readonly name: string
  readonly type: string
  readonly multiValued: boolean
  readonly required: boolean
  readonly mutability: string
  readonly returned: string
  readonly uniqueness: string
  readonly canonicalValues?: string[]
  readonly referenceTypes?: string[]
  readonly subAttributes?: Stated[]
}

const DEFAULT_SUBS = (types: string | undefined): string[] => [
  'display string',
  `type string${types === undefined ? '' : ` canonical=${types}`}`,
  'primary boolean',
]

function stated(line: string): Stated {
  const [name = '', type = '', ...rest] = line.trim().split(/\s+/)
  const said = (key: string): string | undefined => rest.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1)
  const canonical = said('canonical')
  const to = said('to')
  return {
    name,
    type,
    multiValued: rest.includes('multiValued'),
    required: rest.includes('required'),
    mutability: said('mutability') ?? 'readWrite',
    returned: said('returned') ?? 'default',
    uniqueness: said('uniqueness') ?? 'none',
    ...(canonical === undefined ? {} : { canonicalValues: canonical.split('|') }),
    ...(to === undefined ? {} : { referenceTypes: to.split('|') }),
  }
}

function read(text: string): Stated[] {
  const attributes: Stated[] = []
  for (const line of text.trim().split('\n')) {
    if (!line.startsWith(' ')) {
      attributes.push(stated(line))
      continue
    }
    const [mark, types] = line.trim().split(/\s+/)
    const subs = (mark === '…' ? DEFAULT_SUBS(types) : [line]).map(stated)
    const last = attributes.pop()
    if (last !== undefined) attributes.push({ ...last, subAttributes: [...(last.subAttributes ?? []), ...subs] })
  }
  return attributes
}

export const RFC_SCHEMAS: ReadonlyMap<string, readonly Stated[]> = new Map([
  ['urn:ietf:params:scim:schemas:core:2.0:User', read(USER)],
  ['urn:ietf:params:scim:schemas:core:2.0:Group', read(GROUP)],
  ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', read(ENTERPRISE)],
])
