import type { HandlersOf } from '../context.ts'

export const healthHandlers: HandlersOf<'health'> = {
  'health.get': ({ operations }) => operations.health(),
}
