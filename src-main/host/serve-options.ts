import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { SignalboxError } from '@shared/base/errors'
import { parseDeviceAddress } from '@shared/model/address'
import { z } from 'zod'
import { defaultDataFolder } from './data-folder'

/** How either host is to run. */
export const ServeOptions = z.object({
  /** 0 lets the system choose. */
  port: z.coerce
    .number({ error: 'must be a number' })
    .int({ error: 'must be a whole number' })
    .min(0, { error: 'must be 0 to 65535' })
    .max(65_535, { error: 'must be 0 to 65535' })
    .default(0),
  data: z
    .string()
    .min(1, { error: 'must name a folder' })
    .transform(folder => resolve(folder))
    .default(() => defaultDataFolder({ platform: process.platform, home: homedir(), environment: process.env })),
  noOpen: z.boolean().default(false),
  /** Device addresses to open and record at once. */
  open: z.array(z.string()).default([])
})
export type ServeOptions = Readonly<z.infer<typeof ServeOptions>>

export const serveUsage = '[--port N] [--data DIR] [--no-open] [--open DEVICE]...'

/**
 * The options written as `--port N --data DIR --no-open --open DEVICE...`.
 * @throws SignalboxError `bad-input` that names the option which is unknown or does not fit.
 */
export function parseServeOptions(argv: readonly string[]): ServeOptions {
  return checkServeOptions(written(argv))
}

/** The same check for options that somebody else has taken from the command line; absent ones get their defaults. */
export function checkServeOptions(options: z.input<typeof ServeOptions>): ServeOptions {
  const result = ServeOptions.safeParse(options)
  if (!result.success) {
    const [issue] = result.error.issues
    throw new SignalboxError('bad-input', `--${String(issue?.path[0])} ${issue?.message}`, { remedy })
  }
  for (const address of result.data.open) parseDeviceAddress(address)
  return result.data
}

const remedy = `Options: ${serveUsage}`

function written(argv: readonly string[]): z.input<typeof ServeOptions> {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        'no-open': { type: 'boolean' },
        open: { type: 'string', multiple: true }
      }
    })
    return { port: values.port, data: values.data, noOpen: values['no-open'], open: values.open }
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new SignalboxError('bad-input', sentence ?? 'the options cannot be read', { remedy, cause: error })
  }
}
