import type { ReplayAction, ReplayStatus } from '@shared/model/replay'
import type { SessionStatus } from '@shared/model/session'
import type { Command } from '../../commands/command'
import { text } from '../../messages'
import { nextSpeed } from './replay-speeds'

/** What can be done with a replay, for the palette. */
export function replayCommands(
  { address, label }: SessionStatus,
  { paused, speed, from }: ReplayStatus,
  act: (action: ReplayAction) => unknown
): readonly Command[] {
  const command = (id: string, title: () => string, action: ReplayAction): Command => ({
    id: `replay.${id}.${address}`,
    group: 'view',
    title,
    detail: () => label,
    run: () => void act(action)
  })
  return [
    command('toggle', () => text.replay.commands.toggle, { kind: paused ? 'resume' : 'pause' }),
    command('step', () => text.replay.commands.step, { kind: 'step' }),
    command('faster', () => text.replay.commands.faster, { kind: 'speed', speed: nextSpeed(speed, 1) }),
    command('slower', () => text.replay.commands.slower, { kind: 'speed', speed: nextSpeed(speed, -1) }),
    command('begin', () => text.replay.commands.begin, { kind: 'seek', time: from })
  ]
}
