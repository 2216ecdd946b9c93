/** `main.ts [FOLDER]`: checks src/ of the folder (the checkout, unless said otherwise) against the rooms; status 1 when anything is wrong. */
import path from 'node:path'
import { checkLayers } from './check.ts'

const { problems, filesRead, importsRead } = checkLayers(path.resolve(process.argv[2] ?? path.join(import.meta.dirname, '../..')))
for (const problem of problems) console.error(problem)
console.log(
  `${filesRead} files, ${importsRead} imports: ${problems.length === 0 ? 'every one goes down the stairs' : `${problems.length} problems`}`,
)
process.exitCode = problems.length === 0 ? 0 : 1
