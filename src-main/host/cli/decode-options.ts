import { SignalboxError } from '@shared/base/errors'
import { parseDerived } from '@shared/expression'
import type { DecodeRecipe } from '@shared/model/decode'
import type { DerivedChannel } from '@shared/model/derived'
import { readDerived } from './derive-option'
import { parseAnomaly, parseFormat, parseWindow } from './process-options'
import { readScriptFile } from './script-file'
import { readStates } from './states-file'

export interface DecodeFlags {
  readonly format?: string
  readonly window?: string
  readonly anomaly?: string
  readonly states?: string
  readonly derive?: readonly string[]
  readonly script?: string
  readonly calibrate?: readonly string[]
  readonly data?: string
  readonly json?: boolean
}

/** @throws SignalboxError `bad-input` or `not-found` that names the option and says what it takes. */
export async function readRecipe(flags: DecodeFlags): Promise<DecodeRecipe> {
  const { format, window, anomaly, states, calibrate = [] } = flags
  const derived = await readChannels(flags)
  return {
    ...(format === undefined ? {} : { format: parseFormat(format) }),
    ...(window === undefined ? {} : { window: parseWindow(window) }),
    ...(anomaly === undefined ? {} : { anomaly: parseAnomaly(anomaly) }),
    ...(states === undefined ? {} : { lights: await readStates(states) }),
    ...(derived === undefined ? {} : { derived: [...derived] }),
    ...(calibrate.length === 0 ? {} : { calibration: Object.fromEntries(calibrate.map(correction)) })
  }
}

/** Those of the script, then those of the command line; undefined where neither says anything. */
async function readChannels({ script, derive = [] }: DecodeFlags): Promise<readonly DerivedChannel[] | undefined> {
  if (script === undefined && derive.length === 0) return undefined
  const written = script === undefined ? [] : await readScriptFile(script)
  const channels = [...written, ...readDerived(derive)]
  parseDerived(channels)
  return channels
}

/** `NAME=SCALE,OFFSET`; the name may hold what is left of the last `=`. */
function correction(text: string): readonly [string, { scale: number; offset: number }] {
  const [, name, scale, offset] = /^(.+)=\s*([^=,\s]+)\s*,\s*([^=,\s]+)\s*$/.exec(text) ?? []
  const numbers = { scale: Number(scale), offset: Number(offset) }
  if (name !== undefined && Number.isFinite(numbers.scale) && Number.isFinite(numbers.offset))
    return [name.trim(), numbers]
  throw new SignalboxError('bad-input', `--calibrate ${text} is not valid`, {
    remedy: 'Write NAME=SCALE,OFFSET, e.g. --calibrate temp=1.02,-0.5: value * 1.02 - 0.5.'
  })
}
