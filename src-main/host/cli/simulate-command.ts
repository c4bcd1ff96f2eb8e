import { Command } from 'commander'
import { systemClock } from '@shared/base/clock'
import { SignalboxError } from '@shared/base/errors'
import { ProfileName, profileNames, SimulatorFormat, simulatorFormats, SimulatorSpec } from '@shared/model/device'
import { profileTable, simulatedRate } from '../../devices/simulated/profiles'
import { interruption } from './interruption'
import { openTarget } from './open-target'
import { simulateBytes } from './simulate'
import { writeAll } from './write-all'

interface SimulateFlags {
  readonly channels?: string
  readonly rate?: string
  readonly count?: string
  readonly seed: string
  readonly format: string
  readonly to: string
  readonly pace?: string
  readonly json?: boolean
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
    .option(
      '--json',
      'print what was written as one JSON object at the end; on standard error when the bytes go to standard output'
    )
    .addHelpText('after', `\nProfiles:\n${profiles}`)
    .action(async (profile: string, flags: SimulateFlags) => {
      const signal = interruption()
      const spec = simulatorSpec(profile, flags)
      const count = flags.count === undefined ? Infinity : lineCount(flags.count)
      const paced = readPace(flags.pace)
      const { stream, terminal } = await openTarget(flags.to)
      const rate = (paced ?? (terminal || count === Infinity)) ? simulatedRate(spec) : Infinity
      const pieces = simulateBytes(spec, { count, rate, clock: systemClock, signal })
      const bytes = await writeAll(stream, pieces, { name: flags.to === '-' ? 'standard output' : flags.to, signal })
      const report = flags.to === '-' ? process.stderr : process.stdout
      if (flags.json)
        report.write(JSON.stringify({ profile, format: spec.format, seed: spec.seed, bytes, to: flags.to }) + '\n')
    })
}

function simulatorSpec(profile: string, { channels, rate, seed, format }: SimulateFlags): SimulatorSpec {
  if (!ProfileName.safeParse(profile).success)
    throw new SignalboxError('bad-input', `there is no profile "${profile}"`, {
      remedy: `Choose one of ${profileNames.join(', ')}.`
    })
  if (!SimulatorFormat.safeParse(format).success)
    throw new SignalboxError('bad-input', `--format ${format} is not known`, {
      remedy: `Choose one of ${simulatorFormats.join(', ')}.`
    })
  const result = SimulatorSpec.safeParse({
    kind: 'simulator',
    profile,
    format,
    channels: channels === undefined ? undefined : numberOf('--channels', channels),
    rate: rate === undefined ? undefined : numberOf('--rate', rate),
    seed: numberOf('--seed', seed)
  })
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new SignalboxError('bad-input', `--${String(issue.path[0])}: ${issue.message}`, {
    remedy: 'See signalbox simulate --help.'
  })
}

function numberOf(option: string, text: string): number {
  const number = Number(text)
  if (text.trim() !== '' && Number.isFinite(number)) return number
  throw new SignalboxError('bad-input', `${option} ${text} is not a number`, {
    remedy: 'See signalbox simulate --help.'
  })
}

function lineCount(text: string): number {
  const count = numberOf('--count', text)
  if (Number.isInteger(count) && count >= 0) return count
  throw new SignalboxError('bad-input', `--count ${text} is not a whole number`, { remedy: 'Give a number of lines.' })
}

/** Undefined: as the target asks for. */
function readPace(pace: string | undefined): boolean | undefined {
  if (pace === undefined || pace === 'real' || pace === 'none') return pace === undefined ? undefined : pace === 'real'
  throw new SignalboxError('bad-input', `--pace ${pace} is not known`, { remedy: 'Give real or none.' })
}
