import { Command, CommanderError } from 'commander'
import { isCancelled } from '@shared/base/errors'
import type { Locations } from '../locations'
import { version } from '../version'
import { capturesCommand } from './captures-command'
import { decodeCommand } from './decode-command'
import { exportCommand } from './export-command'
import { failureLine } from './failure'
import { importCommand } from './import-command'
import { portsCommand } from './ports-command'
import { processCommand } from './process-command'
import { serveCommand } from './serve-command'
import { simulateCommand } from './simulate-command'
import { sqlCommand } from './sql-command'
import { verifyCommand } from './verify-command'

/** Where the built parts are that commands start. */
export interface CommandLinePlaces extends Locations {
  /** The store's worker. */
  readonly recorder: URL
}

/**
 * Runs one command line. What is slow to load (DuckDB, serial ports, the web server) is loaded by the commands that need
 * it, so that the others start at once. Resolves to the process's exit code. Every failure is one clear line on
 * standard error.
 */
export async function runCommandLine(argv: readonly string[], places: CommandLinePlaces): Promise<number> {
  let exitCode = 0
  const program = new Command('signalbox')
    .description('Telemetry for USB and serial sensors: live charts, anomalies, traffic lights, everything recorded.')
    .version(version)
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(oneLine(text)) })
    .addCommand(serveCommand(places, code => (exitCode = code)))
    .addCommand(portsCommand())
    .addCommand(simulateCommand())
    .addCommand(processCommand())
    .addCommand(capturesCommand(places))
    .addCommand(exportCommand(places))
    .addCommand(importCommand())
    .addCommand(sqlCommand(places))
    .addCommand(decodeCommand(places))
    .addCommand(verifyCommand(places, code => (exitCode = code)))
  for (const command of [program, ...program.commands]) command.exitOverride().copyInheritedSettings(program)
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return exitCode
  } catch (error) {
    // Commander has already said what it has to say, also when it was only asked for --help.
    if (error instanceof CommanderError) return error.code === 'commander.help' ? 1 : error.exitCode
    if (isCancelled(error)) return 130
    process.stderr.write(failureLine(error) + '\n')
    return 1
  }
}

/** Commander's own complaint, its suggestion on the same line. */
function oneLine(text: string): string {
  return `${text
    .replace(/^error: /, 'signalbox: ')
    .trim()
    .replace(/\s*\n\s*/g, ' ')}\n`
}
