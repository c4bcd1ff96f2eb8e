import { parseJsonLine } from '../../decoders/json'
import { flatten, TooDeep, type Leaf } from '../../decoders/flatten'
import type { McapMessage } from './mcap-file'

const decoder = new TextDecoder()

/** A message's numbers by channel; null when it is not JSON. Topics are parts of the names: `/imu` with `a.x` is `imu.a.x`. */
export function mcapLeaves({ topic, encoding, metadata, data }: McapMessage): readonly Leaf[] | null {
  if (encoding !== 'json') return null
  const value = parseJsonLine(decoder.decode(data).trim())
  if (value === undefined) return null
  const own = ownLabel(metadata)
  if (own !== undefined && 'value' in value) return typeof value.value === 'number' ? [[own, value.value]] : null
  const prefix = topicName(topic)
  try {
    return [...flatten(value, prefix)]
  } catch (error) {
    if (error instanceof TooDeep) return null
    throw error
  }
}

/** The label of a channel that Signalbox exported. */
function ownLabel(metadata: ReadonlyMap<string, string>): string | undefined {
  const name = metadata.get('channel')
  const unit = metadata.get('unit') ?? ''
  return name === undefined || unit === '' ? name : `${name} [${unit}]`
}

export function topicName(topic: string): string {
  return topic.replace(/^\/+|\/+$/g, '').replaceAll('/', '.')
}

/** In words, that a topic's messages cannot be read. */
export function unreadableTopic({ topic, encoding }: McapMessage): string {
  const what = encoding === 'json' ? 'messages without numbers' : `messages encoded as ${encoding || 'unknown'}`
  return `topic ${topic}: ${what}`
}
