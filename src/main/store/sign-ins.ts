import type { ReadTx, WriteTx } from './database/port.ts'

/** S6: the last claims seen for an account. `claims` and `outcome` are JSON text. */
export interface SignInRow {
  readonly at: number
  readonly application: string
  readonly claims: string
  readonly outcome: string
  readonly correlationId: string
}

export function lastSignIn(tx: ReadTx, account: string): Promise<SignInRow | undefined> {
  return tx.get('SELECT at, application, claims, outcome, correlation_id AS correlationId FROM sign_ins WHERE account_id = ?', account)
}

export async function keepSignIn(tx: WriteTx, account: string, row: SignInRow): Promise<void> {
  await tx.run(
    `INSERT INTO sign_ins (account_id, at, application, claims, outcome, correlation_id) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (account_id) DO UPDATE SET at = excluded.at, application = excluded.application, claims = excluded.claims,
       outcome = excluded.outcome, correlation_id = excluded.correlation_id`,
    account,
    row.at,
    row.application,
    row.claims,
    row.outcome,
    row.correlationId,
  )
}
