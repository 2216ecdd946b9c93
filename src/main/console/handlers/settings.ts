import { changeSettings, currentSettings } from '../../domain/settings.ts'
import type { HandlersOf } from '../context.ts'

export const settingsHandlers: HandlersOf<'settings'> = {
  'settings.get': ({ domain }) => domain.read(currentSettings),
  'settings.update': ({ domain, actor }, input) => domain.change({ actor }, (change) => changeSettings(change, input)),
  'settings.status': async ({ domain, facts }) => ({ ...facts.status(), databaseBytes: domain.databaseSize() }),
}
