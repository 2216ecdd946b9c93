/** What the console looks up by: the history of one thing, and where an account has been, requests by the hour. */
export const lookups = `
CREATE INDEX audit_by_target ON audit_events (target_id, seq);
CREATE INDEX former_users_by_account ON former_users (id);
-- Requests hour by hour, without reading the entries themselves.
CREATE INDEX log_by_hour ON provisioning_log (organization_id, at, status);
`
