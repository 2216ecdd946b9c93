import { describe, expect, it } from 'vitest'
import { plant, runScript } from './planted.ts'

const clean = 'export const answer = (): number => 42\n'

/** [the rule, the file, its text] */
const wrong: [string, string, string][] = [
  ['typescript(no-floating-promises)', 'src/main/host/a.ts', 'const wait = async () => {\n  await Promise.resolve()\n}\nwait()\n'],
  [
    'typescript(no-misused-promises)',
    'src/main/host/a.ts',
    'export const all = (list: number[]) => list.forEach(async (n) => await Promise.resolve(n))\n',
  ],
  ['typescript(no-explicit-any)', 'src/main/host/a.ts', 'export const all = (list: any) => String(list)\n'],
  ['typescript(no-unsafe-member-access)', 'src/main/host/a.ts', 'export const all = (text: string): unknown => JSON.parse(text).length\n'],
  ['typescript(no-non-null-assertion)', 'src/main/host/a.ts', 'export const first = (list: string[]): string => list[0]!\n'],
  [
    'typescript(switch-exhaustiveness-check)',
    'src/main/host/a.ts',
    "export function f(x: 'a' | 'b'): void {\n  switch (x) {\n    case 'a':\n      throw new Error(x)\n  }\n}\n",
  ],
  ['typescript(await-thenable)', 'src/main/host/a.ts', 'export async function f(): Promise<number> {\n  return await 1\n}\n'],
  ['eslint(eqeqeq)', 'src/main/host/a.ts', 'export const same = (a: unknown, b: unknown) => a == b\n'],
  ['eslint(no-console)', 'src/main/host/a.ts', "console.log('here')\n"],
  ['eslint(no-unused-vars)', 'src/main/host/a.ts', 'const unused = 1\n'],
  ['eslint(max-lines)', 'src/main/host/a.ts', 'export {}\n'.concat('//\n'.repeat(401))],
  ['eslint(no-warning-comments)', 'src/main/host/a.ts', '// TODO: later\nexport {}\n'],
  [
    'react-hooks(rules-of-hooks)',
    'src/renderer/a.tsx',
    "import { useState } from 'react'\nexport function A({ on }: { on: boolean }) {\n  if (on) useState(1)\n  return null\n}\n",
  ],
  [
    'react-hooks(exhaustive-deps)',
    'src/renderer/a.tsx',
    "import { useEffect } from 'react'\nexport function A({ on }: { on: () => void }) {\n  useEffect(() => on(), [])\n  return null\n}\n",
  ],
  ['jsx-a11y(alt-text)', 'src/renderer/a.tsx', 'export const A = () => <img src="/a.png" />\n'],
  ['vitest(no-focused-tests)', 'test/a.test.ts', "import { expect, it } from 'vitest'\nit.only('a', () => expect(1).toBe(1))\n"],
]

describe('npm run lint', () => {
  it.each(wrong)('reports %s', (rule, file, text) => {
    const { status, output } = runScript('lint', plant({ [file]: text }))
    expect(output).toContain(rule)
    expect(output).toContain(file)
    expect(status).toBe(1)
  })

  it('passes a clean tree', () => {
    expect(runScript('lint', plant({ 'src/main/host/a.ts': clean }))).toMatchObject({ status: 0 })
  })
})

describe('npm run format:check', () => {
  it('reports a file that is not formatted', () => {
    const { status, output } = runScript('format:check', plant({ 'src/main/host/a.ts': 'export const a = "1";\n' }))
    expect(output).toContain('src/main/host/a.ts')
    expect(status).toBe(1)
  })

  it('passes a clean tree', () => {
    expect(runScript('format:check', plant({ 'src/main/host/a.ts': clean }))).toMatchObject({ status: 0 })
  })
})

describe('npm run types', () => {
  it.each([
    ['the main process', 'src/main/host/a.ts', "export const a: number = 'one'\n"],
    ['the tests', 'test/a.test.ts', "export const a: number = 'one'\n"],
    ['the screens', 'src/renderer/a.tsx', 'export const A = () => <div className={1} />\n'],
    ['a list read without a check', 'src/main/host/a.ts', 'export const first = (list: string[]): string => list[0]\n'],
    ['syntax that Node cannot strip', 'src/main/host/a.ts', 'export enum A {\n  One,\n}\n'],
  ])('reports a mistake in %s', (_where, file, text) => {
    const { status, output } = runScript('types', plant({ 'src/renderer/b.tsx': clean, [file]: text }))
    expect(output).toContain(file)
    expect(status).not.toBe(0)
  })

  it('passes a clean tree', () => {
    expect(runScript('types', plant({ 'src/main/host/a.ts': clean, 'src/renderer/a.tsx': clean }))).toMatchObject({ status: 0, output: '' })
  })
})

describe('npm run dead', () => {
  const program = {
    'src/main/serve.ts': "import { z } from 'zod'\nimport { assertNever } from '../shared/assert.ts'\nexport { assertNever, z }\n",
  }
  const needs = (dependencies: Record<string, string>) => ({
    'package.json': JSON.stringify({ name: 'planted', type: 'module', dependencies }),
  })
  const zod = { zod: '^4.0.0' }

  it('reports a file that nothing imports', () => {
    const { status, output } = runScript('dead', plant({ ...program, ...needs(zod), 'src/main/host/orphan.ts': clean }))
    expect(output).toMatch(/Unused files.*\n.*src\/main\/host\/orphan\.ts/)
    expect(status).toBe(1)
  })

  it('reports an export that nothing imports', () => {
    const files = {
      'src/main/serve.ts': "import { answer } from './host/a.ts'\nexport const it = answer\n",
      'src/main/host/a.ts': `${clean}export const forgotten = 1\n`,
    }
    const { status, output } = runScript('dead', plant({ ...program, ...files, ...needs({}) }))
    expect(output).toMatch(/Unused exports.*\n.*forgotten/)
    expect(status).toBe(1)
  })

  it('reports a dependency that nothing imports', () => {
    const { status, output } = runScript('dead', plant({ ...program, ...needs({ ...zod, hono: '^4.0.0' }) }))
    expect(output).toMatch(/Unused dependencies.*\n.*hono/)
    expect(status).toBe(1)
  })

  it('reports an import of a package that package.json does not name', () => {
    const { status, output } = runScript('dead', plant({ ...program, ...needs({}) }))
    expect(output).toMatch(/Unlisted dependencies.*\n.*zod/)
    expect(status).toBe(1)
  })

  it('passes a clean tree', () => {
    expect(runScript('dead', plant({ ...program, ...needs(zod) }))).toMatchObject({ status: 0 })
  })
})
