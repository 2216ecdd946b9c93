/** An organization's own extension schemas (RFC 7643 §3.3), and on the organization the digest by which their registry is known. */
export const extensionSchemas = `
-- In the order of seq, an attribute's bare name goes to the first schema that has it.
CREATE TABLE extension_schemas (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  urn TEXT NOT NULL,
  urn_key TEXT NOT NULL,
  resource_type TEXT NOT NULL CHECK (resource_type IN ('User', 'Group')),
  definition TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (organization_id, urn_key)
) STRICT;

-- Follows from the definitions and from nothing else; '' without any.
ALTER TABLE organizations ADD COLUMN schemas_digest TEXT NOT NULL DEFAULT '';
`
