import { failureLine } from './failure'

/**
 * What no command handles itself: a reader of our output that has gone (`signalbox ... | head`) is no news; an output
 * that cannot be written, or an error nobody caught, is one line and exit code 1, never a stack.
 */
export function installLastResort(): void {
  for (const [name, stream] of Object.entries({ 'standard output': process.stdout, 'standard error': process.stderr }))
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') fail(new Error(`${name} cannot be written: ${error.message}`, { cause: error }))
    })
  process.on('uncaughtException', fail)
}

function fail(error: unknown): void {
  process.stderr.write(failureLine(error) + '\n')
  process.exit(1)
}
