/** Checks src/ of the current folder against the rooms; status 1 when anything is wrong. */
import { checkLayers } from './check.ts'

const { problems, filesRead, importsRead } = checkLayers(process.cwd())
for (const problem of problems) console.error(problem)
console.log(
  `${filesRead} files, ${importsRead} imports: ${problems.length === 0 ? 'every one goes down the stairs' : `${problems.length} problems`}`,
)
process.exitCode = problems.length === 0 ? 0 : 1
