import { main } from '../../src/main/cli/index.ts'

export interface Run {
  readonly status: number
  readonly out: string
  readonly err: string
}

/** Runs one command line in this process and collects what it says. */
export async function muster(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  const out: string[] = []
  const err: string[] = []
  const status = await main(argv, { out: (text) => out.push(text), err: (text) => err.push(text), env })
  return { status, out: out.join('\n'), err: err.join('\n') }
}
