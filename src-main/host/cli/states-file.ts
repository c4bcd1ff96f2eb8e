import { readFile } from 'node:fs/promises'
import { SignalboxError } from '@shared/base/errors'
import { type LightSettings, StatesFile } from '@shared/model/settings'

const remedy =
  'It looks like {"channels": {"temperature": {"yellow": {"high": 30}, "red": {"high": 40}, "deadband": 0.5}}}.'

/**
 * The traffic-light limits in a JSON file, by channel name. Stricter than the page's own files: a key that is not known
 * is an error, because a limit with a slip of the pen in its name would never turn a lamp red.
 * @throws SignalboxError `not-found`, or `bad-input` that names the path within the file.
 */
export async function readStates(path: string): Promise<Readonly<Record<string, LightSettings>>> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new SignalboxError('not-found', `--states ${path} cannot be read`, {
      remedy: 'Check the path.',
      cause: error
    })
  }
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    throw invalid(`--states ${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const result = StatesFile.safeParse(content)
  if (!result.success) {
    const [issue] = result.error.issues
    throw invalid(`--states ${path}: ${[...issue.path, ''].join('.').replace(/\.$/, ': ')}${issue.message}`)
  }
  const unknown = unknownKey(content, result.data)
  if (unknown) throw invalid(`--states ${path}: ${unknown.join('.')}: there is no such setting`)
  return result.data.channels
}

/** The path of a key that validation has left out because it does not know it. */
function unknownKey(content: unknown, known: unknown): readonly string[] | null {
  if (!isObject(content) || !isObject(known)) return null
  for (const [key, value] of Object.entries(content)) {
    if (!Object.hasOwn(known, key)) return [key]
    const deeper = unknownKey(value, known[key])
    if (deeper) return [key, ...deeper]
  }
  return null
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(what: string): SignalboxError {
  return new SignalboxError('bad-input', what, { remedy })
}
