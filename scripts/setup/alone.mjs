/** One set-up at a time in one checkout: two commands started together must not install or build over each other. */
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from './place.mjs'

/** Keeps what the set-up remembers between runs; ignored by git. */
export const cacheFolder = path.join(root, '.cache')

/**
 * Does the work while no other process does work of that name here.
 * @param {string} name
 * @param {(line: string) => void} say
 * @param {() => Promise<void>} work
 */
export async function alone(name, say, work) {
  const lock = path.join(cacheFolder, `${name}.pid`)
  fs.mkdirSync(cacheFolder, { recursive: true })
  for (let told = false; !take(lock); told = true) {
    if (!told) say('Waiting for another set-up in this folder …')
    await sleep(200)
  }
  try {
    await work()
  } finally {
    fs.rmSync(lock, { force: true })
  }
}

function take(lock) {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (!ownerLives(lock)) fs.rmSync(lock, { force: true })
  return false
}

function ownerLives(lock) {
  try {
    const pid = Number(fs.readFileSync(lock, 'utf8'))
    // Just created and not written yet: its owner lives.
    if (pid === 0) return Date.now() - fs.statSync(lock).mtimeMs < 5_000
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
