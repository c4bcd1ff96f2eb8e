import { unnamedLabel } from '../../decoders/channel-label'

const invisible = /[\p{Cc}\p{Cf}\u2028\u2029\ufffd]/gu
const maximumName = 200

/** A label as a channel's name: without what cannot be seen, not too long, never empty. */
export function channelName(label: string, place: number): string {
  const name = [...label.replace(invisible, '').trim()].slice(0, maximumName).join('').slice(0, maximumName).trim()
  return name === '' ? unnamedLabel(place) : name
}
