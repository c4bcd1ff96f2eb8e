import type { SimulatorFormat } from '@shared/model/device'
import type { SimulatedChannel } from './profile'

/** Writes samples in one of the formats. */
export interface Encoder {
  /** What comes before the first sample, once; '' in formats without a header. */
  readonly header: string
  /**
   * The text of one sample, line ends included (Teleplot needs a line a channel). Values are rounded to their channel's
   * decimals and printed with the fewest digits that read back to exactly that number.
   */
  encode(values: Float64Array): string
}

export function encoder(format: SimulatorFormat, channels: readonly SimulatedChannel[]): Encoder {
  const parts = [...pieces(format, channels)]
  const scale = channels.map(channel => 10 ** channel.decimals)
  const header = format === 'csv' ? channels.map(titled).join(',') + '\n' : ''
  return {
    header,
    encode(values) {
      let text = ''
      for (const part of parts)
        // Adding 0 makes a plain zero of a negative one, which would be printed as "0" and not read back as it was.
        text += typeof part === 'string' ? part : Math.round(values[part] * scale[part]) / scale[part] + 0
      return text
    }
  }
}

/** The text of a sample, in order: pieces that never change, and numbers of channels whose values go between them. */
type Pieces = Generator<string | number, void, void>

function* pieces(format: SimulatorFormat, channels: readonly SimulatedChannel[]): Pieces {
  if (format === 'json') {
    yield* object(channels, '')
    yield '\n'
    return
  }
  for (const [index, { name, unit }] of channels.entries()) {
    if (format === 'teleplot') {
      yield `>${name}:`
      yield index
      yield unit === '' ? '\n' : `§${unit}\n`
      continue
    }
    if (index > 0) yield format === 'csv' ? ',' : '\t'
    if (format === 'labels') yield `${name}:`
    yield index
  }
  if (format !== 'teleplot') yield '\n'
}

/** Channels under `prefix` as an object; those with a dotted name as objects within. */
function* object(channels: readonly SimulatedChannel[], prefix: string): Pieces {
  const done = new Set<string>()
  for (const [index, { name }] of channels.entries()) {
    if (!name.startsWith(prefix)) continue
    const [key, ...inner] = name.slice(prefix.length).split('.')
    if (done.has(key)) continue
    yield `${done.size === 0 ? '{' : ','}${JSON.stringify(key)}:`
    done.add(key)
    if (inner.length > 0) yield* object(channels, `${prefix}${key}.`)
    else yield index
  }
  yield '}'
}

function titled({ name, unit }: SimulatedChannel): string {
  return unit === '' ? name : `${name} (${unit})`
}
