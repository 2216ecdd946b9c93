import { foundation } from './0001-foundation.ts'
import { extensionSchemas } from './0002-extension-schemas.ts'
import { access } from './0003-access.ts'
import { signIn } from './0004-sign-in.ts'
import { problems } from './0005-problems.ts'
import { lookups } from './0006-lookups.ts'

/** In order, for ever: a migration that has shipped is never edited. The schema's version is their number. */
export const migrations: readonly string[] = [foundation, extensionSchemas, access, signIn, problems, lookups]
