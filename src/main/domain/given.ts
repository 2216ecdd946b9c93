/** What is given of a change: over IPC, unlike in JSON, a field that is left as it is may be there and be undefined. */
export function given<T extends object>(wanted: T): T {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as T
}
