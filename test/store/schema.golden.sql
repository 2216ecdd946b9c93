-- The schema of a fresh database. Written by: UPDATE_GOLDEN=1 npm test -- test/store/schema.test.ts

CREATE INDEX accounts_by_user_name ON accounts (user_name_key, created_at, id);

CREATE INDEX api_tokens_of_service_account ON api_tokens (service_account_id);

CREATE INDEX audit_by_correlation ON audit_events (correlation_id);

CREATE INDEX audit_by_organization ON audit_events (organization_id, seq);

CREATE INDEX audit_by_target ON audit_events (target_id, seq);

CREATE INDEX bindings_of_role ON bindings (role_id);

CREATE UNIQUE INDEX built_in_integration ON integrations (organization_id) WHERE built_in = 1;

CREATE INDEX deliveries_by_webhook ON webhook_deliveries (webhook_id, seq);

CREATE INDEX deliveries_due ON webhook_deliveries (next_attempt_at, seq) WHERE state = 'waiting';

CREATE INDEX deliveries_waiting ON webhook_deliveries (webhook_id, seq) WHERE state = 'waiting';

CREATE INDEX former_users_by_account ON former_users (id);

CREATE INDEX groups_by_external_id ON groups (organization_id, external_id) WHERE external_id IS NOT NULL;

CREATE INDEX groups_by_name ON groups (organization_id, name_key);

CREATE INDEX groups_by_organization ON groups (organization_id, seq);

CREATE UNIQUE INDEX live_token ON tokens (integration_id) WHERE revoked_at IS NULL;

CREATE INDEX log_by_hour ON provisioning_log (organization_id, at, status);

CREATE INDEX log_by_organization ON provisioning_log (organization_id, seq);

CREATE INDEX log_by_resource ON provisioning_log (resource_id, seq) WHERE resource_id IS NOT NULL;

CREATE INDEX log_by_time ON provisioning_log (at);

CREATE INDEX log_problems ON provisioning_log (organization_id, seq) WHERE problem = 1;

CREATE INDEX memberships ON group_members (kind, member_seq, group_seq);

CREATE UNIQUE INDEX open_problems ON problems (organization_id, kind, subject) WHERE resolved_at IS NULL;

CREATE INDEX orphaned_teams ON teams (organization_id, purge_id) WHERE purge_id IS NOT NULL;

CREATE INDEX participations ON participants (subject_kind, subject_id);

CREATE INDEX problems_resolved ON problems (resolved_at, seq) WHERE resolved_at IS NOT NULL;

CREATE INDEX team_members_by_user ON team_members (user_seq);

CREATE INDEX teams_by_group ON teams (group_seq) WHERE group_seq IS NOT NULL;

CREATE INDEX users_by_external_id ON users (organization_id, external_id) WHERE external_id IS NOT NULL;

CREATE INDEX users_by_organization ON users (organization_id, seq);

CREATE INDEX users_not_pushed ON users (organization_id, origin, seq) WHERE origin <> 'scim';

CREATE INDEX users_not_started ON users (organization_id, rollout, seq) WHERE rollout <> 'started';

CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  user_name TEXT NOT NULL,
  user_name_key TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

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

CREATE TABLE attribute_paths (
  id INTEGER PRIMARY KEY,
  type TEXT NOT NULL,
  key TEXT NOT NULL,
  UNIQUE (type, key)
) STRICT;

CREATE TABLE audit_events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  organization_id INTEGER,
  actor_kind TEXT NOT NULL CHECK (actor_kind IN ('person', 'system', 'service-account')),
  actor_name TEXT NOT NULL,
  action TEXT NOT NULL,
  target_type TEXT NOT NULL,
  target_id TEXT NOT NULL,
  target_name TEXT NOT NULL,
  before TEXT,
  after TEXT,
  correlation_id TEXT NOT NULL,
  previous_hash BLOB NOT NULL,
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE bindings (
  id TEXT PRIMARY KEY,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  role_id TEXT NOT NULL REFERENCES roles (id),
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('user', 'group', 'service-account')),
  subject_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (organization_id, subject_kind, subject_id, role_id)
) STRICT;

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

CREATE TABLE former_users (
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  user_name_key TEXT NOT NULL,
  id TEXT NOT NULL REFERENCES accounts (id),
  PRIMARY KEY (organization_id, user_name_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE group_attributes (
  organization_id INTEGER NOT NULL,
  path_id INTEGER NOT NULL,
  text TEXT NOT NULL,
  number REAL NOT NULL,
  seq INTEGER NOT NULL,
  element INTEGER NOT NULL,
  PRIMARY KEY (organization_id, path_id, text, number, seq, element)
) STRICT, WITHOUT ROWID;

CREATE TABLE group_members (
  group_seq INTEGER NOT NULL REFERENCES groups (seq),
  kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
  member_seq INTEGER NOT NULL,
  PRIMARY KEY (group_seq, kind, member_seq)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE group_search USING fts5 (
  names, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
);

CREATE TABLE 'group_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'group_search_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'group_search_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'group_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE groups (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL CHECK (source IN ('scim', 'manual')),
  display_name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  external_id TEXT,
  label TEXT,
  member_count INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  document TEXT NOT NULL
, priority INTEGER) STRICT;

CREATE TABLE instance (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  id TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE integrations (
  id TEXT PRIMARY KEY,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  built_in INTEGER NOT NULL,
  enabled INTEGER NOT NULL,
  patch_answer TEXT NOT NULL DEFAULT 'default' CHECK (patch_answer IN ('default', 'resource', 'no-content')),
  empty_patch TEXT NOT NULL DEFAULT 'reject' CHECK (empty_patch IN ('reject', 'ignore')),
  last_request_at INTEGER,
  created_at INTEGER NOT NULL, preset TEXT NOT NULL DEFAULT 'other'
  CHECK (preset IN ('okta', 'entra', 'onelogin', 'authentik', 'keycloak', 'google', 'other')),
  UNIQUE (organization_id, name)
) STRICT;

CREATE TABLE organization_owners (
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  account_id TEXT NOT NULL REFERENCES accounts (id),
  since INTEGER NOT NULL,
  PRIMARY KEY (organization_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE organizations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  membership_sources TEXT NOT NULL DEFAULT 'both' CHECK (membership_sources IN ('scim', 'sign-in', 'both')),
  one_team_per_group INTEGER NOT NULL DEFAULT 0,
  user_count INTEGER NOT NULL DEFAULT 0,
  group_count INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
, schemas_digest TEXT NOT NULL DEFAULT '', role_conflicts TEXT NOT NULL DEFAULT 'highest' CHECK (role_conflicts IN ('highest', 'priority')), claim_match TEXT NOT NULL DEFAULT 'display-name'
  CHECK (claim_match IN ('display-name', 'external-id', 'either')), staged_rollout INTEGER NOT NULL DEFAULT 0, automatic_start INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE participants (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('team', 'group', 'user')),
  subject_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'maintain', 'launch', 'connect', 'view')),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (workspace_id, subject_kind, subject_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE problems (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  organization_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'notice')),
  detail TEXT NOT NULL,
  count INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  correlation_id TEXT NOT NULL,
  resolved_at INTEGER,
  resolved_by TEXT
) STRICT;

CREATE TABLE provisioning_log (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  organization_id INTEGER,
  integration_id TEXT,
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  status INTEGER NOT NULL,
  scim_type TEXT,
  duration_us INTEGER NOT NULL,
  resource_type TEXT,
  resource_id TEXT,
  resource_name TEXT,
  problem INTEGER NOT NULL,
  correlation_id TEXT NOT NULL,
  size INTEGER NOT NULL,
  detail TEXT NOT NULL
) STRICT;

CREATE TABLE purged_members (
  purge_id TEXT NOT NULL REFERENCES purges (id),
  team_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('provisioning', 'sign-in')),
  user_name TEXT NOT NULL,
  display_name TEXT,
  PRIMARY KEY (purge_id, team_id, user_id, origin)
) STRICT, WITHOUT ROWID;

CREATE TABLE purges (
  id TEXT PRIMARY KEY,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  group_id TEXT NOT NULL,
  group_name TEXT NOT NULL,
  group_name_key TEXT NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('scim-delete', 'manual-delete')),
  at INTEGER NOT NULL,
  correlation_id TEXT NOT NULL
) STRICT;

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

CREATE TABLE service_accounts (
  id TEXT PRIMARY KEY,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  integration_id TEXT UNIQUE REFERENCES integrations (id),
  created_at INTEGER NOT NULL,
  UNIQUE (organization_id, name)
) STRICT;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE sign_ins (
  account_id TEXT PRIMARY KEY REFERENCES accounts (id),
  at INTEGER NOT NULL,
  application TEXT NOT NULL,
  claims TEXT NOT NULL,
  outcome TEXT NOT NULL,
  correlation_id TEXT NOT NULL
) STRICT;

CREATE TABLE team_members (
  team_id TEXT NOT NULL REFERENCES teams (id),
  user_seq INTEGER NOT NULL REFERENCES users (seq),
  origin TEXT NOT NULL CHECK (origin IN ('manual', 'sign-in')),
  added_at INTEGER NOT NULL,
  PRIMARY KEY (team_id, user_seq, origin)
) STRICT, WITHOUT ROWID;

CREATE TABLE teams (
  id TEXT PRIMARY KEY,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  description TEXT NOT NULL,
  group_seq INTEGER REFERENCES groups (seq),
  purge_id TEXT REFERENCES purges (id),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (organization_id, name_key),
  CHECK (group_seq IS NULL OR purge_id IS NULL)
) STRICT;

CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  integration_id TEXT NOT NULL REFERENCES integrations (id),
  hash BLOB NOT NULL UNIQUE,
  tail TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER,
  last_used_at INTEGER
) STRICT;

CREATE TABLE user_attributes (
  organization_id INTEGER NOT NULL,
  path_id INTEGER NOT NULL,
  text TEXT NOT NULL,
  number REAL NOT NULL,
  seq INTEGER NOT NULL,
  element INTEGER NOT NULL,
  PRIMARY KEY (organization_id, path_id, text, number, seq, element)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE user_search USING fts5 (
  names, contact, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
);

CREATE TABLE 'user_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'user_search_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'user_search_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'user_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE users (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_id INTEGER NOT NULL REFERENCES organizations (id),
  id TEXT NOT NULL REFERENCES accounts (id),
  user_name TEXT NOT NULL,
  user_name_key TEXT NOT NULL,
  display_name TEXT,
  email TEXT,
  external_id TEXT,
  active INTEGER NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  document TEXT NOT NULL, origin TEXT NOT NULL DEFAULT 'scim' CHECK (origin IN ('scim', 'manual', 'sign-in')), rollout TEXT NOT NULL DEFAULT 'started' CHECK (rollout IN ('held', 'started', 'stopped')),
  UNIQUE (organization_id, user_name_key),
  UNIQUE (id, organization_id)
) STRICT;

CREATE TABLE webhook_deliveries (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  webhook_id TEXT NOT NULL REFERENCES webhooks (id),
  action TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'given-up')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER,
  last_attempt_at INTEGER,
  last_status INTEGER,
  last_error TEXT,
  last_response TEXT,
  last_duration_ms INTEGER,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE webhooks (
  id TEXT PRIMARY KEY,
  organization_id INTEGER REFERENCES organizations (id),
  description TEXT NOT NULL,
  url TEXT NOT NULL,
  secret TEXT NOT NULL,
  previous_secret TEXT,
  previous_secret_until INTEGER,
  actions TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

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

CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit_events BEGIN SELECT raise(ABORT, 'audit events are append-only'); END;

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit_events BEGIN SELECT raise(ABORT, 'audit events are append-only'); END;
