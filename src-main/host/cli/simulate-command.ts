import { createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Command } from 'commander'
import { systemClock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import { profileNames, simulatorFormats, SimulatorSpec } from '@shared/model/device'
import { profileTable, simulatedRate } from '../../devices/simulated/profiles'
import { interruption } from './interruption'
import { simulateBytes } from './simulate'
import { writeAll } from './write-all'

interface SimulateFlags {
  readonly channels?: string
  readonly rate?: string
  readonly count?: string
  readonly seed?: string
  readonly format: string
  readonly to: string
  readonly pace?: string
}

export function simulateCommand(): Command {
  const profiles = profileNames.map(name => `  ${name.padEnd(9)} ${profileTable[name].description}`).join('\n')
  return new Command('simulate')
    .description('write what a simulated device would send')
    .argument('<profile>', profileNames.join(', '))
    .option('--channels <number>', 'how many (profile sine)')
    .option('--rate <hertz>', "lines a second (default: the profile's own)")
    .option('--count <lines>', 'stop after so many lines of samples (default: never)')
    .option('--seed <number>', 'the same seed gives the same bytes', '1')
    .option('--format <name>', simulatorFormats.join(', '), 'csv')
    .option('--to <path>', 'a file, a serial port or pseudo-terminal; - is standard output', '-')
    .option(
      '--pace <how>',
      'real (at the rate) or none (as fast as can be); default: real for a terminal or without --count'
    )
    .addHelpText('after', `\nProfiles:\n${profiles}`)
    .action(async (profile: string, flags: SimulateFlags) => {
      const signal = interruption()
      const spec = simulatorSpec(profile, flags)
      const count = flags.count === undefined ? Infinity : positiveWhole('--count', flags.count)
      const terminal = await isTerminal(flags.to)
      const target = flags.to === '-' ? process.stdout : createWriteStream(flags.to)
      const rate = isPaced(flags.pace, terminal || count === Infinity) ? simulatedRate(spec) : Infinity
      await writeAll(target, simulateBytes(spec, { count, rate, clock: systemClock, signal }), flags.to)
    })
}

function simulatorSpec(profile: string, { channels, rate, seed, format }: SimulateFlags): SimulatorSpec {
  const result = SimulatorSpec.safeParse({
    kind: 'simulator',
    profile,
    format,
    channels: channels === undefined ? undefined : Number(channels),
    rate: rate === undefined ? undefined : Number(rate),
    seed: seed === undefined ? undefined : Number(seed)
  })
  if (result.success) return result.data
  const [issue] = result.error.issues
  const option = issue.path[0] === 'profile' ? `"${profile}"` : `--${String(issue.path[0])}`
  throw new SignalboxError('bad-input', `${option}: ${issue.message}`, { remedy: 'See signalbox simulate --help.' })
}

function positiveWhole(option: string, text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 0 && text.trim() !== '') return number
  throw new SignalboxError('bad-input', `${option} ${text} is not a whole number`, {
    remedy: 'Give a number of lines.'
  })
}

function isPaced(pace: string | undefined, usual: boolean): boolean {
  if (pace === undefined) return usual
  if (pace === 'real' || pace === 'none') return pace === 'real'
  throw new SignalboxError('bad-input', `--pace ${pace} is not known`, { remedy: 'Give real or none.' })
}

async function isTerminal(path: string): Promise<boolean> {
  if (path === '-') return process.stdout.isTTY
  return stat(path).then(
    found => found.isCharacterDevice(),
    () => false
  )
}
