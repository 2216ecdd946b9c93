declare const brand: unique symbol
type Branded<T, B extends string> = T & { readonly [brand]: B }

/** An organization's numeric id: the one that stands in its SCIM paths. */
export type OrganizationId = Branded<number, 'OrganizationId'>
/** Row numbers inside the store; never leave it except in cursors. */
export type UserSeq = Branded<number, 'UserSeq'>
export type GroupSeq = Branded<number, 'GroupSeq'>
