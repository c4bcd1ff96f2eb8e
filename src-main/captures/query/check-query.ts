import { SignalboxError } from '@shared/base/errors'
import type { QueryNeeds } from './messages'

/** Table functions that neither touch a file nor change anything. */
const harmless = new Set([
  'range',
  'generate_series',
  'unnest',
  'json_each',
  'json_tree',
  'duckdb_columns',
  'duckdb_functions',
  'duckdb_tables',
  'pragma_table_info'
])
/** Where a table of the query may come from. Files are read by names that are no plain words. */
const catalogs = new Set(['', 'capture'])
const schemas = new Set(['', 'main', 'capture', 'information_schema'])
const plainWord = /^[\p{L}_][\p{L}\p{N}_$]*$/u

/** Kinds of query and of what a query reads, as DuckDB's tree names them; others are refused, whatever they may be. */
const queries = new Set(['SELECT_NODE', 'SET_OPERATION_NODE', 'RECURSIVE_CTE_NODE', 'CTE_NODE'])
const readings = new Set([
  'BASE_TABLE',
  'COLUMN_DATA',
  'EMPTY',
  'EXPRESSION_LIST',
  'JOIN',
  'PIVOT',
  'SHOW_REF',
  'SUBQUERY',
  'TABLE_FUNCTION'
])
const others = new Set([
  'DISTINCT_MODIFIER',
  'LIMIT_MODIFIER',
  'LIMIT_PERCENT_MODIFIER',
  'ORDER_MODIFIER',
  'ORDER_DEFAULT',
  'ASCENDING',
  'DESCENDING'
])

type Branch = Readonly<Record<string, unknown>>

/**
 * Looks at every branch of a query's tree, as `json_serialize_sql` makes it, and answers what the query reads. It is one
 * of two locks: the other is an instance without access to files whose settings cannot be changed. But even that one
 * lets `enable_logging` choose a file. `beside`: names of more captures.
 * @throws `forbidden` for anything but tables of the capture and functions that only compute.
 */
export function checkQuery(tree: unknown, beside: ReadonlySet<string> = new Set()): QueryNeeds {
  const tables = new Set<string>()
  const aliases = new Set<string>()
  const words = new Set<string>()
  const columns = new Set<string>()
  let all = false

  function visit(node: unknown): void {
    if (typeof node === 'string') return void words.add(node.toLowerCase())
    if (Array.isArray(node)) return node.forEach(visit)
    if (typeof node !== 'object' || node === null) return
    const branch = node as Branch
    checkKind(branch)
    look(branch)
    Object.values(branch).forEach(visit)
  }

  function look(branch: Branch): void {
    const { type, alias } = branch
    if (type === 'BASE_TABLE') {
      if (!isOfBeside(branch, beside)) {
        checkTable(branch)
        tables.add(textOf(branch.table_name).toLowerCase())
      }
    }
    if (type === 'TABLE_FUNCTION') checkFunction(branch.function)
    if (typeof alias === 'string' && alias !== '' && !('class' in branch)) aliases.add(alias.toLowerCase())
    if (type === 'COLUMN_REF' && Array.isArray(branch.column_names) && branch.column_names.length === 1)
      columns.add(textOf(branch.column_names[0]).toLowerCase())
    // These mean columns without naming them.
    if (type === 'STAR' || type === 'PIVOT' || branch.ref_type === 'NATURAL' || hasItems(branch.column_name_alias))
      all = true
  }

  visit(tree)
  // A table's name in the place of a column is the whole row.
  if ([...columns].some(name => aliases.has(name) || tables.has(name))) all = true
  return { tables: [...tables], columns: all ? null : [...words] }
}

function checkKind(branch: Branch): void {
  const { type } = branch
  // Expressions have a class, and do nothing by themselves; the types of values are objects.
  if (typeof type !== 'string' || 'class' in branch || /_TYPE_INFO$/.test(type)) return
  if (!queries.has(type) && !readings.has(type) && !others.has(type)) throw refused(`"${type}" is not allowed`)
}

function checkTable({ catalog_name, schema_name, table_name }: Branch): void {
  const [catalog, schema, name] = [catalog_name, schema_name, table_name].map(textOf)
  if (catalogs.has(catalog.toLowerCase()) && schemas.has(schema.toLowerCase()) && plainWord.test(name)) return
  throw refused(`"${[catalog, schema, name].filter(Boolean).join('.')}" is not a table of the capture`)
}

/** Before anything is looked up, a catalog's name without a schema stands in the place of a schema's. */
function isOfBeside({ catalog_name, schema_name, table_name }: Branch, beside: ReadonlySet<string>): boolean {
  const [catalog, schema, name] = [catalog_name, schema_name, table_name].map(value => textOf(value).toLowerCase())
  const isNamed = catalog === '' ? beside.has(schema) : beside.has(catalog) && schema === 'main'
  return isNamed && plainWord.test(name)
}

function checkFunction(called: unknown): void {
  const name = textOf((called as Branch | null)?.function_name).toLowerCase()
  if (!harmless.has(name)) throw refused(`the function ${name} is not allowed here`)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function hasItems(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0
}

export function refused(message: string): SignalboxError {
  return new SignalboxError('forbidden', message, {
    remedy:
      'A query only reads the tables of its capture: SELECT, WITH, FROM, VALUES, DESCRIBE, SUMMARIZE, SHOW, EXPLAIN.'
  })
}
