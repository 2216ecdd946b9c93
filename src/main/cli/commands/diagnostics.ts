import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { numberOption } from '../args.ts'
import type { AskingCommand } from '../command.ts'
import { Failure } from '../failure.ts'

const diagnostics: AskingCommand = {
  words: 'diagnostics',
  operands: [],
  summary: 'collect what a person who helps has to know',
  about:
    'Prints versions, settings, health, row counts, how the last SCIM requests went, and recent incidents, as JSON. It holds no token, no secret, no body and nobody’s name: names are replaced by marks that mean nothing outside of it. Read it before you give it away.',
  options: {
    out: { value: 'FILE', about: 'write it to a new file instead' },
    entries: { value: 'N', about: 'how many of the last requests; without it 100' },
  },
  example: 'muster diagnostics --out muster-diagnostics.json',
  async ask(call, args) {
    const entries = numberOption(diagnostics.words, args, 'entries', 0, 1000) ?? 100
    const out = args.text('out')
    const file = out === undefined ? null : resolve(out)
    if (file !== null && existsSync(file)) throw new Failure(`${file} is there already. Name another file.`)
    const { text } = await call('service.diagnostics', { entries })
    if (file === null) return { json: JSON.parse(text) as unknown, text }
    writeFileSync(file, `${text}\n`, { mode: 0o600, flag: 'wx' })
    return { json: { file }, text: `Written to ${file}. Read it before you give it away.` }
  },
}

export const diagnosticsCommands = [diagnostics]
