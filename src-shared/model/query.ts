import { z } from 'zod'
import { CaptureInfo } from './capture'

/** The longest text of a query; a parser's stack is not without end. */
export const longestQuery = 20_000
/** Seconds a query may work, its pages taken together, unless it asks for more or less. */
export const usualQuerySeconds = 30
export const mostQuerySeconds = 600

/** Captures a query may read beside its own. */
export const mostBeside = 8
/** DuckDB's own, and the tables': what they mean must stay what it is. */
const takenNames =
  /^(capture|main|temp|memory|system|information_schema|pg_catalog|samples|raw|reads|inputs|blocks|accounts|events|channels|meta)$/

/** A capture that a query reads beside its own: its tables are `name.samples`, `name.events` and so on. */
export const BesideCapture = z.object({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,30}$/, 'small letters, digits and _, beginning with a letter')
    .refine(name => !takenNames.test(name), 'is taken by something else'),
  capture: CaptureInfo.shape.id
})
export type BesideCapture = Readonly<z.infer<typeof BesideCapture>>

export const QueryRequest = z.object({
  capture: CaptureInfo.shape.id,
  /** Finished ones. */
  beside: z.array(BesideCapture).max(mostBeside).default([]),
  sql: z.string().max(longestQuery),
  seconds: z.number().min(1).max(mostQuerySeconds).default(usualQuerySeconds)
})
/** As it is asked for: what is left out has a default. */
export type QueryRequest = Readonly<z.input<typeof QueryRequest>>

/** `type` in DuckDB's words. */
export const QueryColumn = z.object({ name: z.string(), type: z.string() })
export type QueryColumn = Readonly<z.infer<typeof QueryColumn>>

/** A table of a capture being recorded of which only the newest rows were looked at. */
export const NewestRows = z.object({ table: z.string(), rows: z.number(), of: z.number() })
export type NewestRows = Readonly<z.infer<typeof NewestRows>>

/** Some rows of a result, in its order. */
export const QueryPage = z.object({
  columns: z.array(QueryColumn),
  /**
   * The rows as JSON text, `QueryCell[][]`: the thread that reads the devices hands it on without looking at a cell.
   */
  rows: z.string(),
  count: z.number(),
  /** Whether this was the last. */
  done: z.boolean(),
  /** Seconds the query has worked until now. */
  seconds: z.number(),
  /** Never empty only for a capture being recorded. */
  newest: z.array(NewestRows)
})
export type QueryPage = Readonly<z.infer<typeof QueryPage>>

/**
 * - Numbers of every kind are numbers where a double holds them exactly, else their digits as text; doubles that JSON
 *   has no word for are `NaN`, `Infinity`, `-Infinity` and `-0`.
 * - Times are ISO 8601 (`TIMESTAMP WITH TIME ZONE` in UTC, with a Z), bytes hex digits, lists and structs JSON.
 * - NULL is null.
 */
export const QueryCell = z.union([z.string(), z.number(), z.boolean(), z.null()])
export type QueryCell = z.infer<typeof QueryCell>

export const CaptureSchema = z.object({
  tables: z.array(
    z.object({
      name: z.string(),
      rows: z.number(),
      /** `unit` of the channel that the column holds; empty for others. */
      columns: z.array(QueryColumn.extend({ unit: z.string() }))
    })
  )
})
export type CaptureSchema = Readonly<z.infer<typeof CaptureSchema>>
