import { TriggerSettings } from '@shared/model/trigger'
import { text } from '../../messages'
import type { TriggerOptions } from './options'

export type NumberField = 'value' | 'hysteresis' | 'before' | 'after' | 'holdoff' | 'autoAfter'
export type FormErrors = Readonly<Partial<Record<NumberField | 'channel', string>>>

export interface ReadForm {
  /** null where something is wrong. */
  readonly settings: TriggerSettings | null
  readonly errors: FormErrors
}

/** Whether a field counts for what is watched: others keep what they say, and are neither checked nor shown. */
export function counts(field: NumberField, { kind, mode }: TriggerOptions): boolean {
  if (field === 'value' || field === 'hysteresis') return kind === 'edge' || kind === 'level'
  return field !== 'autoAfter' || mode === 'auto'
}

/** The trigger a form means, or what is wrong with which field. A decimal comma is read as a point. */
export function readForm(options: TriggerOptions, id: string, channel: string): ReadForm {
  const errors: Partial<Record<NumberField | 'channel', string>> = {}
  const read = (field: NumberField, least: number, most: number): number => {
    if (!counts(field, options)) return least
    const plain = options[field].trim().replace(',', '.').replace('−', '-')
    const number = plain === '' ? NaN : Number(plain)
    if (!Number.isFinite(number)) errors[field] = plain === '' ? text.trigger.required : text.trigger.notANumber
    else if (number < least || number > most) errors[field] = text.trigger.outside(least, most)
    return number
  }
  if (channel === '') errors.channel = text.trigger.chooseChannel
  const hour = 3_600_000
  const watched = {
    value: read('value', -Number.MAX_VALUE, Number.MAX_VALUE),
    hysteresis: read('hysteresis', 0, Number.MAX_VALUE)
  }
  const times = {
    before: read('before', 0, hour),
    after: read('after', 0, hour),
    holdoff: read('holdoff', 0, hour),
    autoAfter: counts('autoAfter', options) ? read('autoAfter', 10, hour) : undefined
  }
  if (Object.keys(errors).length > 0) return { settings: null, errors }
  const { kind, edge, level, light, mode } = options
  const condition = {
    edge: { kind, channel, direction: edge, ...watched },
    level: { kind, channel, direction: level, ...watched },
    anomaly: { kind, channel },
    state: { kind, channel, light }
  }[kind]
  return { settings: TriggerSettings.parse({ id, condition, mode, ...times }), errors }
}

/** What a trigger waits for, in words. */
export function conditionText({ condition }: TriggerSettings, unit: string): string {
  const channel = condition.channel === '*' ? text.trigger.anyChannel : condition.channel
  switch (condition.kind) {
    case 'edge':
      return text.trigger.waitsFor.edge(channel, condition.direction, `${condition.value} ${unit}`.trim())
    case 'level':
      return text.trigger.waitsFor.level(channel, condition.direction, `${condition.value} ${unit}`.trim())
    case 'anomaly':
      return text.trigger.waitsFor.anomaly(channel)
    case 'state':
      return text.trigger.waitsFor.state(channel, condition.light)
  }
}
