import { foundation } from './0001-foundation.ts'
import { extensionSchemas } from './0002-extension-schemas.ts'

/** In order, for ever: a migration that has shipped is never edited. The schema's version is their number. */
export const migrations: readonly string[] = [foundation, extensionSchemas]
