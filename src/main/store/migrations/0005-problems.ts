/** What an administrator should act on, and who is told of changes. */
export const problems = `
-- organization_id 0: of the instance. One open row for each kind and subject; a repeat counts up. detail: JSON, by kind; correlation_id:
-- of the request or change that was seen last. resolved_by: who did it by hand, NULL where it resolved itself.
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
CREATE UNIQUE INDEX open_problems ON problems (organization_id, kind, subject) WHERE resolved_at IS NULL;
CREATE INDEX problems_resolved ON problems (resolved_at, seq) WHERE resolved_at IS NOT NULL;

-- organization_id NULL: told of every organization. secret: what signs (Standard Webhooks); kept, since signing needs it. After a rotation
-- the one before signs too, until previous_secret_until. actions: JSON, a list of actions or prefixes; empty is every action.
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

-- Written in the transaction of the change that it tells of.
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
CREATE INDEX deliveries_by_webhook ON webhook_deliveries (webhook_id, seq);
CREATE INDEX deliveries_due ON webhook_deliveries (next_attempt_at, seq) WHERE state = 'waiting';
CREATE INDEX deliveries_waiting ON webhook_deliveries (webhook_id, seq) WHERE state = 'waiting';
`
