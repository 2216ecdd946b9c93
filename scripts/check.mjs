/** `npm run check`: every static check and the build, all of them even when one fails; prints which failed, and ends with status 1 then. */
import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { ensureInstalled } from './setup/install.mjs'
import { endWith } from './setup/child.mjs'
import { root } from './setup/place.mjs'

const checks = ['format:check', 'lint', 'types', 'layers', 'dead', 'build']

try {
  await ensureInstalled((line) => process.stderr.write(`${line}\n`))
  const failed = checks.filter((name) => {
    process.stdout.write(`\n— ${name}\n`)
    return (
      spawnSync('npm', ['run', '--silent', name], {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
        shell: process.platform === 'win32',
      }).status !== 0
    )
  })
  process.stdout.write(failed.length === 0 ? `\nAll ${checks.length} checks passed.\n` : `\nFailed: ${failed.join(', ')}\n`)
  if (failed.length > 0) process.exitCode = 1
} catch (error) {
  endWith(error)
}
