import { SignalboxError } from '@shared/base/errors'
import { type ExpressionNode, keyOf } from '@shared/expression'
import { columnOperation } from './column-operation'
import { type MemoryOperator, memoryOperators } from './memory'

/** What a program reads, and where it may write. */
export interface ProgramRows {
  readonly count: number
  /** ms since the epoch. */
  readonly time: Float64Array
  /** Seconds since the session's first sample. */
  readonly seconds: () => Float64Array
  readonly channel: (name: string) => Float64Array
  /** A column of at least `count` numbers to write to. */
  readonly room: () => Float64Array
}

type Step = (rows: ProgramRows, columns: readonly Float64Array[]) => Float64Array

/**
 * An expression made ready to be computed over columns: one pass over the batch a node, equal parts computed once. What
 * its operations remember is kept by what they compute, so a changed expression goes on with the parts it has in common
 * with the one before.
 */
export class Program {
  readonly #steps: Step[] = []
  readonly #memory = new Map<string, MemoryOperator>()
  readonly #places = new Map<string, number>()

  constructor(node: ExpressionNode, before?: Program) {
    this.#place(node, before ? before.#memory : undefined)
  }

  /** The values of the rows; lent like the columns it reads. */
  compute(rows: ProgramRows): Float64Array {
    const columns: Float64Array[] = []
    for (const step of this.#steps) columns.push(step(rows, columns))
    return columns[columns.length - 1]
  }

  interrupt(): void {
    for (const operator of this.#memory.values()) operator.interrupt()
  }

  /** By what each computes; survives JSON. */
  snapshot(): Record<string, unknown> {
    return Object.fromEntries(Array.from(this.#memory, ([key, operator]) => [key, operator.snapshot()]))
  }

  /** @throws when one of them is not a snapshot; parts it does not name begin anew. */
  restore(taken: Readonly<Record<string, unknown>>): void {
    for (const [key, operator] of this.#memory) if (Object.hasOwn(taken, key)) operator.restore(taken[key])
  }

  /** Adds the steps of a node, after those of its operands; answers where its column will be. */
  #place(node: ExpressionNode, before: ReadonlyMap<string, MemoryOperator> | undefined): number {
    const key = keyOf(node)
    const known = this.#places.get(key)
    if (known !== undefined) return known
    const step = this.#step(node, key, before)
    const place = this.#steps.push(step) - 1
    this.#places.set(key, place)
    return place
  }

  #step(node: ExpressionNode, key: string, before: ReadonlyMap<string, MemoryOperator> | undefined): Step {
    if (node.kind === 'channel') return rows => rows.channel(node.name)
    if (node.kind === 'time') return rows => rows.seconds()
    if (node.kind === 'number') return constant(node.value)
    const places = node.operands.map(operand => this.#place(operand, before))
    const operation = columnOperation(node.name)
    if (operation)
      return (rows, columns) => {
        const out = rows.room()
        operation(
          places.map(place => columns[place]),
          rows.count,
          out
        )
        return out
      }
    const make = memoryOperators[node.name]
    if (!make) throw new SignalboxError('fault', `nothing computes ${node.name}`)
    const operator = before?.get(key) ?? make(node.parameters[0])
    this.#memory.set(key, operator)
    return (rows, columns) => {
      const out = rows.room()
      operator.advance({ count: rows.count, x: columns[places[0]], time: rows.time, out })
      return out
    }
  }
}

/** A column that is filled once, and again only when a larger one is needed. */
function constant(value: number): Step {
  let column = new Float64Array(0)
  return ({ count }) => {
    if (column.length < count) column = new Float64Array(2 * count).fill(value)
    return column
  }
}
