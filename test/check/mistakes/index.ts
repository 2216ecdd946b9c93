import { bodyMistakes } from './bodies.ts'
import { bulkMistakes } from './bulk.ts'
import { discovery } from './discovery.ts'
import { filterMistakes } from './filters.ts'
import { listMistakes } from './lists.ts'
import { patchMistakes } from './patches.ts'
import type { Planted } from './plant.ts'
import { writeMistakes } from './writes.ts'

export const mistakes: readonly Planted[] = [
  ...discovery,
  ...bodyMistakes,
  ...listMistakes,
  ...filterMistakes,
  ...writeMistakes,
  ...patchMistakes,
  ...bulkMistakes,
]
