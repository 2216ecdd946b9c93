import { assertNever } from '../../../shared/assert.ts'
import { compareText, fold } from '../fold.ts'
import { parseInstant } from '../instant.ts'
import type { Json } from '../json.ts'
import type { AttributeDefinition } from '../schema/types.ts'
import type { CompareOperator, Operand } from './ast.ts'

/** Text as it is compared and indexed: folded unless the attribute is caseExact. */
export function textOperand(leaf: AttributeDefinition, text: string): Operand {
  return { type: 'text', text: leaf.caseExact ? text : fold(text) }
}

/**
 * A stored value as it is compared and indexed, or undefined when there is nothing to compare: a blank, a complex or binary value, a
 * value that is not of the attribute's type.
 */
export function storedOperand(leaf: AttributeDefinition, value: Json | undefined): Operand | undefined {
  switch (leaf.type) {
    case 'string':
    case 'reference':
      return typeof value === 'string' && value !== '' ? textOperand(leaf, value) : undefined
    case 'boolean':
      return typeof value === 'boolean' ? { type: 'number', number: value ? 1 : 0 } : undefined
    case 'integer':
    case 'decimal':
      return typeof value === 'number' ? { type: 'number', number: value } : undefined
    case 'dateTime': {
      const instant = typeof value === 'string' ? parseInstant(value) : undefined
      return instant === undefined ? undefined : { type: 'number', number: instant }
    }
    case 'binary':
    case 'complex':
      return undefined
    default:
      return assertNever(leaf.type)
  }
}

/** Whether `value op operand` holds of one value. */
export function holds(op: CompareOperator, value: Operand, operand: Operand): boolean {
  if (value.type === 'text' && operand.type === 'text') return textHolds(op, value.text, operand.text)
  if (value.type === 'number' && operand.type === 'number') return orderHolds(op, value.number - operand.number)
  return false
}

function textHolds(op: CompareOperator, value: string, operand: string): boolean {
  switch (op) {
    case 'co':
      return value.includes(operand)
    case 'sw':
      return value.startsWith(operand)
    case 'ew':
      return value.endsWith(operand)
    case 'eq':
      return value === operand
    case 'ne':
      return value !== operand
    default:
      return orderHolds(op, compareText(value, operand))
  }
}

function orderHolds(op: CompareOperator, difference: number): boolean {
  switch (op) {
    case 'eq':
      return difference === 0
    case 'ne':
      return difference !== 0
    case 'gt':
      return difference > 0
    case 'ge':
      return difference >= 0
    case 'lt':
      return difference < 0
    case 'le':
      return difference <= 0
    case 'co':
    case 'sw':
    case 'ew':
      return false
    default:
      return assertNever(op)
  }
}
