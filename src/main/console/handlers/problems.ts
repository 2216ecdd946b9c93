import { describeProblem } from '../../domain/problems/describe.ts'
import { requireProblem, resolveProblemByHand } from '../../domain/problems.ts'
import { countProblems, type ProblemQuery, problemsPage } from '../../store/problems.ts'
import type { HandlersOf } from '../context.ts'
import { decodeCursor, encodeCursor } from '../cursor.ts'

export const problemHandlers: HandlersOf<'problems'> = {
  'problems.list': ({ domain }, { organizationId, state, severity, kind, cursor, limit }) =>
    domain.read(async (tx) => {
      const query: ProblemQuery = { organizationId, state, severity, kind }
      const [rank, at, seq] = decodeCursor(cursor) ?? []
      const after = rank === undefined ? undefined : { rank: Number(rank), at: Number(at), seq: Number(seq) }
      const rows = await problemsPage(tx, query, after, limit + 1)
      const items = []
      for (const row of rows.slice(0, limit)) items.push(await describeProblem(tx, row))
      const last = rows[limit - 1]
      const next = rows.length > limit && last !== undefined ? encodeCursor([last.rank, last.at, last.seq]) : null
      return { items, total: await countProblems(tx, query), next }
    }),
  'problems.get': ({ domain }, { problemId }) => domain.read(async (tx) => describeProblem(tx, await requireProblem(tx, problemId))),
  'problems.resolve': ({ domain, actor }, { problemId }) =>
    domain.change({ actor }, async (change) => describeProblem(change.tx, await resolveProblemByHand(change, problemId))),
}
