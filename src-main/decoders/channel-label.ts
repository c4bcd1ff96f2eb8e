import { isPrintable } from './text'

export interface ChannelLabel {
  readonly name: string
  readonly unit: string
}

/** Channels a session may have; the format of a device that seems to have more was misread. */
export const maximumChannels = 1024
const maximumName = 200
const maximumUnit = 40

/**
 * Name and unit of a column as its label says them.
 *
 * `Temp (C)` and `Temp [°C]` are Temp in C and °C; a bracket that holds only digits is an index and stays.
 *
 * @example
 * splitLabel('Temp [°C]') // { name: 'Temp', unit: '°C' }
 * splitLabel('adc[3]') // { name: 'adc[3]', unit: '' }
 */
export function splitLabel(label: string): ChannelLabel {
  const text = label.trim()
  const close = text.at(-1)
  if (close !== ')' && close !== ']') return { name: text, unit: '' }
  const open = text.lastIndexOf(close === ')' ? '(' : '[')
  const name = text.slice(0, Math.max(0, open)).trim()
  const unit = text.slice(open + 1, -1).trim()
  if (name === '' || unit === '' || unit.length > maximumUnit || /^[\d.\s]+$/.test(unit))
    return { name: text, unit: '' }
  return { name, unit }
}

/** Whether a label can name a channel. */
export function isLabel(label: string): boolean {
  return label.length > 0 && label.length <= maximumName && isPrintable(label)
}

/** A unit as a device sent it, empty when it cannot be shown. */
export function cleanUnit(unit: string): string {
  const text = unit.trim()
  return text.length <= maximumUnit && isPrintable(text) ? text : ''
}

/** What an unnamed column is called; columns count from 0. */
export function unnamedLabel(column: number): string {
  return `ch${column + 1}`
}
