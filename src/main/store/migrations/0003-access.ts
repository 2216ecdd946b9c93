/** Integrations of an organization's own, what they and people may do, and where teams, groups and people have access. */
export const access = `
-- A service account is who a token acts as. That of an integration is made and removed with it.
CREATE TABLE service_accounts (
  id TEXT PRIMARY KEY,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  integration_id TEXT UNIQUE REFERENCES integrations (id),
  created_at INTEGER NOT NULL,
  UNIQUE (organization_id, name)
) STRICT;

-- Secrets of the management API. One without a service account is an application's: it belongs to the instance.
CREATE TABLE api_tokens (
  id TEXT PRIMARY KEY,
  service_account_id TEXT REFERENCES service_accounts (id),
  name TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  tail TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER,
  last_used_at INTEGER
) STRICT;
CREATE INDEX api_tokens_of_service_account ON api_tokens (service_account_id);

-- permissions: JSON, {"GROUPS": ["CREATE", …], …}; those of Admin and Viewer follow from what there is, and stand empty here.
CREATE TABLE roles (
  id TEXT PRIMARY KEY,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  description TEXT NOT NULL,
  managed INTEGER NOT NULL,
  permissions TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (organization_id, name_key)
) STRICT;

-- I5: deleted and made again, never edited.
CREATE TABLE bindings (
  id TEXT PRIMARY KEY,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  role_id TEXT NOT NULL REFERENCES roles (id),
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('user', 'group', 'service-account')),
  subject_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (organization_id, subject_kind, subject_id, role_id)
) STRICT;
CREATE INDEX bindings_of_role ON bindings (role_id);

CREATE TABLE workspaces (
  id TEXT PRIMARY KEY,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  description TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (organization_id, name_key)
) STRICT;

-- One role for each subject in each workspace.
CREATE TABLE participants (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('team', 'group', 'user')),
  subject_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'maintain', 'launch', 'connect', 'view')),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, subject_kind, subject_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX participations ON participants (subject_kind, subject_id);

-- D7: of accounts, not of users: the last owner stays one when provisioning takes her access away.
CREATE TABLE organization_owners (
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  account_id TEXT NOT NULL REFERENCES accounts (id),
  since INTEGER NOT NULL,
  PRIMARY KEY (organization_id, account_id)
) STRICT, WITHOUT ROWID;

ALTER TABLE integrations ADD COLUMN preset TEXT NOT NULL DEFAULT 'other'
  CHECK (preset IN ('okta', 'entra', 'onelogin', 'authentik', 'keycloak', 'google', 'other'));
-- I6: the higher role wins, or that of the group that stands first.
ALTER TABLE organizations ADD COLUMN role_conflicts TEXT NOT NULL DEFAULT 'highest' CHECK (role_conflicts IN ('highest', 'priority'));
-- 1 is first; groups without a place come after those with one, by name.
ALTER TABLE groups ADD COLUMN priority INTEGER;

-- What has an integration already gets what a new one is given.
INSERT INTO service_accounts (id, organization_id, name, description, integration_id, created_at)
  SELECT lower(hex(randomblob(16))), organization_id, 'scim-' || name, 'Acts for the integration ' || name || '.', id, created_at FROM integrations;
INSERT INTO roles (id, organization_id, name, name_key, description, managed, permissions, created_at, updated_at)
  SELECT lower(hex(randomblob(16))), id, 'SCIMProvisioner', 'scimprovisioner', 'What a provisioning integration may do.', 1,
    '{"GROUPS":["CREATE","READ","UPDATE","DELETE"],"USERS":["CREATE","READ","UPDATE"],"BINDINGS":["CREATE","READ","UPDATE","DELETE"]}',
    created_at, created_at FROM organizations;
INSERT INTO roles (id, organization_id, name, name_key, description, managed, permissions, created_at, updated_at)
  SELECT lower(hex(randomblob(16))), id, 'Admin', 'admin', 'Everything in the organization.', 1, '{}', created_at, created_at FROM organizations;
INSERT INTO roles (id, organization_id, name, name_key, description, managed, permissions, created_at, updated_at)
  SELECT lower(hex(randomblob(16))), id, 'Viewer', 'viewer', 'Reads everything in the organization.', 1, '{}', created_at, created_at
  FROM organizations;
INSERT INTO bindings (id, organization_id, role_id, subject_kind, subject_id, created_at)
  SELECT lower(hex(randomblob(16))), s.organization_id, r.id, 'service-account', s.id, s.created_at
  FROM service_accounts s JOIN roles r ON r.organization_id = s.organization_id AND r.name = 'SCIMProvisioner';
`
