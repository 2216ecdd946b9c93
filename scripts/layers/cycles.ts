/** Finds the import cycles of a graph of files: each strongly connected component of more than one file (or a file that imports itself). */

/** @returns one cycle for each component, as the files along it, the first repeated at the end. */
export function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = []
  const done = new Set<string>()
  for (const start of graph.keys()) {
    if (done.has(start)) continue
    const cycle = walk(graph, start, done)
    if (cycle !== undefined) cycles.push(cycle)
  }
  return cycles
}

/** Depth first from one file, with a stack of our own; the first way back onto the stack is a cycle. */
function walk(graph: ReadonlyMap<string, readonly string[]>, start: string, done: Set<string>): string[] | undefined {
  const stack = [{ file: start, next: 0 }]
  const onStack = new Map([[start, 0]])
  let found: string[] | undefined
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const target = graph.get(top.file)?.[top.next]
    top.next += 1
    if (target === undefined) {
      stack.pop()
      onStack.delete(top.file)
      done.add(top.file)
      continue
    }
    const back = onStack.get(target)
    if (back !== undefined) found ??= [...stack.slice(back).map(({ file }) => file), target]
    else if (!done.has(target)) {
      onStack.set(target, stack.length)
      stack.push({ file: target, next: 0 })
    }
  }
  return found
}
