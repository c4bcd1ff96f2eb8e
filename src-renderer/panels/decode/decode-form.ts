import { readScript } from '@shared/expression'
import type { DecodeRecipe } from '@shared/model/decode'
import type { FormatChoice } from '@shared/model/format'
import { AnomalySettings, maximumWindow } from '@shared/model/settings'
import type { Problem } from '@shared/model/session'
import { problemOf } from '../../connection/problem'
import { text } from '../../messages'

/** What is typed in the dialog; empty, `same` and false leave it as it was. */
export interface DecodeForm {
  format: FormatChoice | 'same'
  window: string
  detector: AnomalySettings['kind'] | 'same'
  threshold: string
  /** By channel name: value * scale + offset. */
  calibration: Record<string, { scale: string; offset: string }>
  hasScript: boolean
  /** Derived channels, a line each. */
  script: string
}

export interface FormErrors {
  readonly window: string
  readonly threshold: string
  /** Names of channels whose correction is no number. */
  readonly calibration: readonly string[]
  readonly script: Problem | null
}

export function emptyForm(): DecodeForm {
  return { format: 'same', window: '', detector: 'same', threshold: '', calibration: {}, hasScript: false, script: '' }
}

/** The recipe a form means, null while something in it is wrong; and what. */
export function readForm(form: DecodeForm): { readonly recipe: DecodeRecipe | null; readonly errors: FormErrors } {
  const window = form.window.trim() === '' ? undefined : numberOf(form.window)
  const anomaly = anomalyOf(form)
  const calibration = Object.entries(form.calibration).flatMap(([name, { scale, offset }]) => {
    const numbers = { scale: numberOf(scale || '1'), offset: numberOf(offset || '0') }
    return numbers.scale === 1 && numbers.offset === 0 ? [] : [[name, numbers] as const]
  })
  const derived = form.hasScript ? scriptOf(form.script) : undefined
  const isWindow = window === undefined || (Number.isInteger(window) && window >= 1 && window <= maximumWindow)
  const errors: FormErrors = {
    window: isWindow ? '' : text.decode.windowError,
    threshold: anomaly === null ? text.decode.thresholdError : '',
    calibration: calibration
      .filter(([, { scale, offset }]) => !Number.isFinite(scale) || !Number.isFinite(offset))
      .map(([name]) => name),
    script: derived && 'code' in derived ? derived : null
  }
  const isWrong = errors.window !== '' || errors.threshold !== '' || errors.calibration.length > 0 || errors.script
  if (isWrong || anomaly === null) return { recipe: null, errors }
  const recipe: DecodeRecipe = {
    ...(form.format === 'same' ? {} : { format: form.format }),
    ...(window === undefined ? {} : { window }),
    ...(anomaly === undefined ? {} : { anomaly }),
    ...(calibration.length === 0 ? {} : { calibration: Object.fromEntries(calibration) }),
    ...(derived && !('code' in derived) ? { derived: [...derived] } : {})
  }
  return { recipe, errors }
}

/** undefined: as it was; null: not valid. */
function anomalyOf({ detector, threshold }: DecodeForm): AnomalySettings | undefined | null {
  if (detector === 'same') return undefined
  return AnomalySettings.safeParse({ kind: detector, threshold: numberOf(threshold) }).data ?? null
}

function scriptOf(script: string): ReturnType<typeof readScript> | Problem {
  try {
    return readScript(script)
  } catch (error) {
    return problemOf(error)
  }
}

/** A decimal comma is read as a point, a typographic minus as a hyphen. */
function numberOf(field: string): number {
  const plain = field.trim().replace(',', '.').replace('−', '-')
  return plain === '' ? NaN : Number(plain)
}
