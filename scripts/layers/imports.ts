/** Reads every import of one file: static, re-exported, dynamic, required, in a type, or of a worker. */
import { parseSync, Visitor } from 'oxc-parser'
import type { Argument, Expression, ImportDeclarationSpecifier, Span } from 'oxc-parser'

export interface Import {
  readonly specifier: string
  /** True when it is erased before the program runs. */
  readonly typeOnly: boolean
  readonly line: number
}

export interface Reading {
  readonly imports: readonly Import[]
  /** What could not be read, each with its line: a syntax error, or an import whose target only running would tell. */
  readonly unreadable: readonly { readonly line: number; readonly what: string }[]
}

export function readImports(fileName: string, text: string): Reading {
  const imports: Import[] = []
  const unreadable: { line: number; what: string }[] = []
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length
  const add = (node: Span, specifier: string, typeOnly: boolean): void => {
    imports.push({ specifier, typeOnly, line: lineAt(node.start) })
  }
  const refuse = (node: Span, what: string): void => {
    unreadable.push({ line: lineAt(node.start), what })
  }
  const addComputed = (node: Span, target: Expression | Argument | undefined, how: string): void => {
    const specifier = literal(target)
    if (specifier === undefined) refuse(node, `${how} of something that is not a plain string`)
    else add(node, specifier, false)
  }

  const { program, errors } = parseSync(fileName, text)
  for (const { message, labels } of errors) unreadable.push({ line: lineAt(labels[0]?.start ?? 0), what: message })
  new Visitor({
    ImportDeclaration: (node) => add(node, node.source.value, node.importKind === 'type' || allTypes(node.specifiers)),
    ExportAllDeclaration: (node) => add(node, node.source.value, node.exportKind === 'type'),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) add(node, node.source.value, node.exportKind === 'type')
    },
    TSImportType: (node) => add(node, node.source.value, true),
    TSExternalModuleReference: (node) => add(node, node.expression.value, false),
    ImportExpression: (node) => addComputed(node, node.source, 'import()'),
    CallExpression: (node) => {
      const name = calledName(node.callee)
      if (name === 'require' || name === 'require.resolve') addComputed(node, node.arguments[0], name)
      if (name === 'import.meta.glob' || name === 'process.getBuiltinModule') refuse(node, name)
    },
    NewExpression: (node) => {
      // new Worker(new URL('./work.ts', import.meta.url)) starts a program of ours.
      const target = node.callee.type === 'Identifier' && node.callee.name === 'URL' ? literal(node.arguments[0]) : undefined
      if (target !== undefined && /^\.{1,2}\/.*\.[cm]?[jt]sx?$/.test(target)) add(node, target, false)
    },
  }).visit(program)
  return { imports, unreadable }
}

function allTypes(specifiers: readonly ImportDeclarationSpecifier[]): boolean {
  return specifiers.length > 0 && specifiers.every((each) => each.type === 'ImportSpecifier' && each.importKind === 'type')
}

function literal(node: Expression | Argument | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? undefined
  return undefined
}

/** `a`, `a.b`, `import.meta.glob`; an empty string for anything more involved. */
function calledName(callee: Expression): string {
  if (callee.type === 'Identifier') return callee.name
  if (callee.type === 'MetaProperty') return `${callee.meta.name}.${callee.property.name}`
  if (callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier') {
    return `${calledName(callee.object)}.${callee.property.name}`
  }
  return ''
}
