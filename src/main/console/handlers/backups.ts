import type { HandlersOf } from '../context.ts'

export const backupHandlers: HandlersOf<'backups'> = {
  'backups.list': ({ operations }) => operations.backups.list(),
  'backups.create': ({ operations, actor }) => operations.backups.create(actor),
  'backups.verify': ({ operations }, { name }) => operations.backups.verify(name),
  'backups.remove': async ({ operations, actor }, { name }) => {
    await operations.backups.remove(name, actor)
    return {}
  },
  'backups.restoreImpact': ({ operations }, { name }) => operations.backups.restoreImpact(name),
  'backups.restore': ({ operations, actor }, { name, otherInstance }) => operations.backups.restore(name, otherInstance, actor),
}
