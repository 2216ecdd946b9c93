/** What the console looks up by: the history of one thing. */
export const lookups = `
CREATE INDEX audit_by_target ON audit_events (target_id, seq);
`
