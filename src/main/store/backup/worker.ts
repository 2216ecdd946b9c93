import { parentPort, workerData } from 'node:worker_threads'
import { examine } from './examine.ts'

// A thread of its own: reading a whole database takes seconds, for which nobody else must wait.
parentPort?.postMessage(examine(workerData as string)) // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread, not a window
