import { SignalboxError } from '@shared/base/errors'
import type { Layout } from './layout'
import { readLayout } from './read-layout'

/** Bytes; a layout of sixty panels stays far below. */
export const largestFile = 2 * 1024 * 1024

/** A layout as a file that people keep and hand on. */
export function layoutFile(name: string, layout: Layout): string {
  return JSON.stringify({ signalbox: 'layout', name, layout }, null, 2) + '\n'
}

/** @throws SignalboxError `bad-input` that says what is wrong with the file */
export function readLayoutFile(text: string): { name: string; layout: Layout } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new SignalboxError('bad-input', 'the file is not JSON', {
      remedy: 'Choose a file that was written by "Export layout".'
    })
  }
  const { name, layout } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  return { name: typeof name === 'string' ? name.slice(0, 60) : '', layout: readLayout(layout) }
}
