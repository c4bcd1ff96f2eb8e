import { Command } from 'commander'
import type { CaptureInfo } from '@shared/model/capture'
import type { DecodeRecipe } from '@shared/model/decode'
import { formatNames } from '@shared/model/format'
import { withCaptures } from './capture-folder'
import { type DecodeFlags, readRecipe } from './decode-options'
import { interruption } from './interruption'
import { progressBar } from './progress-bar'
import { ranToEnd } from './ran-to-end'

export function decodeCommand({ recorder }: { recorder: URL }): Command {
  return new Command('decode')
    .description("read a recording's bytes again, differently, into a new recording")
    .argument('<capture>', 'its id, see `signalbox captures`')
    .option('--format <name>', `auto, ${formatNames.join(', ')}`)
    .option('--window <samples>', 'moving window of every channel')
    .option('--anomaly <detector>', 'detector of every channel: deviation:T, zscore:K or none')
    .option('--states <file>', 'JSON file with the traffic-light limits of channels')
    .option('--derive <name=expression>', 'a channel computed from others; repeatable', collect, [])
    .option('--script <file>', 'derived channels, a line NAME(UNIT) = EXPRESSION each')
    .option('--calibrate <name=scale,offset>', 'value * SCALE + OFFSET for a channel; repeatable', collect, [])
    .option('--data <folder>', 'the data folder')
    .option('--json', 'print the new recording as a JSON object')
    .action(async (capture: string, flags: DecodeFlags) => {
      const recipe = await readRecipe(flags)
      const signal = interruption()
      const made = await withCaptures({ data: flags.data, recorder }, store =>
        ranToEnd(store.decodeAgain({ capture, recipe }, signal), progressBar())
      )
      for (const remark of remarks(recipe, made)) process.stderr.write(`signalbox: ${remark}\n`)
      if (flags.json) process.stdout.write(JSON.stringify(made) + '\n')
      else process.stdout.write(`${made.id}: ${made.samples} samples, ${made.channels.length} channels\n`)
    })
}

/** What the recipe asked for and nothing came of. */
function* remarks(
  { derived = [], calibration = {} }: DecodeRecipe,
  { channels }: CaptureInfo
): Generator<string, void, void> {
  const there = new Set(channels.map(({ name }) => name))
  const missing = derived.map(({ name }) => name).filter(name => !there.has(name))
  if (missing.length > 0)
    yield `derived channels that could not be computed, because channels they use did not come: ${missing.join(', ')}.`
  const unused = Object.keys(calibration).filter(name => !there.has(name))
  if (unused.length > 0) yield `--calibrate names channels that did not come: ${unused.join(', ')}.`
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
