/** Sign-in evaluation, staged rollout, and how a user came to be here. */
export const signIn = `
-- G12: what a value of the groups claim is compared with. I7: whether new users are held.
ALTER TABLE organizations ADD COLUMN claim_match TEXT NOT NULL DEFAULT 'display-name'
  CHECK (claim_match IN ('display-name', 'external-id', 'either'));
ALTER TABLE organizations ADD COLUMN staged_rollout INTEGER NOT NULL DEFAULT 0;
ALTER TABLE organizations ADD COLUMN automatic_start INTEGER NOT NULL DEFAULT 0;

-- Pushed by an identity provider, added by an administrator, or let in by a claim (S2); a push takes a row of the other two over.
ALTER TABLE users ADD COLUMN origin TEXT NOT NULL DEFAULT 'scim' CHECK (origin IN ('scim', 'manual', 'sign-in'));
-- I7: what an identity provider gives (membership of teams, roles of groups) counts for 'started' only.
ALTER TABLE users ADD COLUMN rollout TEXT NOT NULL DEFAULT 'started' CHECK (rollout IN ('held', 'started', 'stopped'));
CREATE INDEX users_not_started ON users (organization_id, rollout, seq) WHERE rollout <> 'started';
CREATE INDEX users_not_pushed ON users (organization_id, origin, seq) WHERE origin <> 'scim';

-- S6: the last claims seen for each person, and what came of them. Both JSON.
CREATE TABLE sign_ins (
  account_id TEXT PRIMARY KEY REFERENCES accounts (id),
  at INTEGER NOT NULL,
  application TEXT NOT NULL,
  claims TEXT NOT NULL,
  outcome TEXT NOT NULL,
  correlation_id TEXT NOT NULL
) STRICT;
`
