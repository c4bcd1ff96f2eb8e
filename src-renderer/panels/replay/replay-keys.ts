import type { ReplayAction, ReplayStatus } from '@shared/model/replay'
import { nextSpeed } from './replay-speeds'

/** A press of an arrow moves by this share of the capture, of a page key by ten times as much. */
const stride = 0.01

/** What a key asks of the replay whose bar has the focus; null where it is none of its keys. */
export function replayKey(key: string, { paused, position, from, to, speed, loop }: ReplayStatus): ReplayAction | null {
  const seek = (time: number): ReplayAction => ({ kind: 'seek', time: Math.max(from, Math.min(to, time)) })
  const by = stride * (to - from)
  switch (key) {
    case ' ':
      return { kind: paused ? 'resume' : 'pause' }
    case '.':
      return { kind: 'step' }
    case 'l':
      return { kind: 'loop', loop: !loop }
    case '+':
    case '=':
      return { kind: 'speed', speed: nextSpeed(speed, 1) }
    case '-':
      return { kind: 'speed', speed: nextSpeed(speed, -1) }
    case 'ArrowLeft':
    case 'ArrowDown':
      return seek(position - by)
    case 'ArrowRight':
    case 'ArrowUp':
      return seek(position + by)
    case 'PageDown':
      return seek(position - 10 * by)
    case 'PageUp':
      return seek(position + 10 * by)
    case 'Home':
      return seek(from)
    case 'End':
      return seek(to)
    default:
      return null
  }
}
