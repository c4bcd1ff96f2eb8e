import { asSignalboxError } from '@shared/base/errors'
import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine } from '@shared/flow/types'
import { FaultName, faultNames, SimulatorSpec } from '@shared/model/device'
import type { SimulatedChannel } from './profile'
import { channelNumber } from './profiles'

/** What a line sent to a simulator comes to. */
export type ConsoleAnswer =
  /** Text to send back, line end included. */
  | { readonly kind: 'reply'; readonly text: string }
  /** Begin the stream anew, at this rate, or at its first one. */
  | { readonly kind: 'restart'; readonly rate: number | null }
  | { readonly kind: 'fault'; readonly fault: FaultName; readonly channel: string }

/** Longer lines are cut: a board has little memory. */
const maximumLine = 200
const help = [
  'rate N: N lines a second',
  `fault NAME [CHANNEL]: one of ${faultNames.join(', ')}`,
  'reset: begin anew',
  'help: this list'
]

/**
 * The commands a simulated board understands, one a line (LF, CR or both), in any pieces. Every reply begins with `#`:
 * a comment in CSV, label:value and JSON lines, log text in Teleplot, so that no reply is taken for a sample.
 * @example
 * console.send(new TextEncoder().encode('rate 50\n')) // a reply `# rate 50`, and the restart
 */
export function simulatorConsole(
  channels: readonly SimulatedChannel[]
): Coroutine<Uint8Array, readonly ConsoleAnswer[]> {
  return coroutine('simulator console', function* (): Generator<readonly ConsoleAnswer[], void, Uint8Array> {
    const decoder = new TextDecoder()
    let line = ''
    let bytes = yield []
    for (;;) {
      const answers: ConsoleAnswer[] = []
      for (const character of decoder.decode(bytes, { stream: true })) {
        if (character !== '\n' && character !== '\r') {
          if (line.length < maximumLine) line += character
          continue
        }
        if (line.trim() !== '') answers.push(...obey(line.trim(), channels))
        line = ''
      }
      bytes = yield answers
    }
  })
}

function* obey(line: string, channels: readonly SimulatedChannel[]): Generator<ConsoleAnswer, void, void> {
  const [command, ...words] = line.split(/\s+/)
  const argument = words.join(' ')
  switch (command.toLowerCase()) {
    case 'help':
      for (const text of help) yield reply(text)
      return
    case 'reset':
      yield reply('reset')
      yield { kind: 'restart', rate: null }
      return
    case 'rate': {
      const { success, data } = SimulatorSpec.shape.rate.safeParse(Number(argument))
      if (!success || data === undefined || argument === '')
        yield reply(`rate takes a number of lines a second, e.g. rate 50`)
      else {
        yield reply(`rate ${data}`)
        yield { kind: 'restart', rate: data }
      }
      return
    }
    case 'fault':
      yield* faulty(words[0] ?? '', words.slice(1).join(' ') || '*', channels)
      return
    default:
      yield reply(`unknown command ${JSON.stringify(command)}; try help`)
  }
}

function* faulty(
  name: string,
  channel: string,
  channels: readonly SimulatedChannel[]
): Generator<ConsoleAnswer, void, void> {
  const fault = FaultName.safeParse(name)
  if (!fault.success) return yield reply(`fault takes one of ${faultNames.join(', ')}`)
  try {
    channelNumber(channels, channel)
  } catch (error) {
    const { message, remedy } = asSignalboxError(error)
    return yield reply(`${message}; ${remedy}`)
  }
  yield reply(`fault ${fault.data} ${channel === '*' ? channels[0].name : channel}`)
  yield { kind: 'fault', fault: fault.data, channel }
}

function reply(text: string): ConsoleAnswer {
  // Control characters that came in do not go out again.
  return { kind: 'reply', text: `# ${text.replace(/\p{C}/gu, '?')}\n` }
}
