/** What an administrator should act on, and who is told of changes. */
export const problems = `
-- organization_id 0: of the instance. One open row for each kind and subject; a repeat counts up.
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
  resolved_at INTEGER,
  resolved_by TEXT
) STRICT;
CREATE UNIQUE INDEX open_problems ON problems (organization_id, kind, subject) WHERE resolved_at IS NULL;
CREATE INDEX problems_by_organization ON problems (organization_id, seq);

-- organization_id NULL: told of every organization. secret: what signs (Standard Webhooks); kept, since signing needs it.
CREATE TABLE webhooks (
  id TEXT PRIMARY KEY,
  organization_id INTEGER REFERENCES organizations (id),
  description TEXT NOT NULL,
  url TEXT NOT NULL,
  secret TEXT NOT NULL,
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
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX deliveries_by_webhook ON webhook_deliveries (webhook_id, seq);
CREATE INDEX deliveries_due ON webhook_deliveries (next_attempt_at) WHERE state = 'waiting';
`
