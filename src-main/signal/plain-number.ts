import { z } from 'zod'

/** A number that survives JSON: what JSON has no word for is written as text. */
export const PlainNumber = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity'])])
export type PlainNumber = z.infer<typeof PlainNumber>

export function toPlain(value: number): PlainNumber {
  if (Number.isFinite(value)) return value
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'
}

export function fromPlain(value: PlainNumber): number {
  return Number(value)
}
