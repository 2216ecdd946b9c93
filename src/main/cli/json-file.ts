import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { Failure } from './failure.ts'

/** A JSON file, or with `-` what arrives on standard input. */
export async function readJson(file: string): Promise<unknown> {
  const from = file === '-' ? 'Standard input' : file
  const content = file === '-' ? await text(process.stdin) : await contentOf(file)
  // Windows editors put a byte order mark first; JSON has none (RFC 8259 §8.1).
  const json = content.replace(/^\uFEFF/, '')
  if (json.trim() === '') throw new Failure(`${from} is empty; JSON was expected.`)
  try {
    return JSON.parse(json) as unknown
  } catch (error) {
    throw new Failure(`${from} is not JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new Failure(`There is no file ${file}.`)
    throw new Failure(`${file} cannot be read (${code}).`)
  }
}
