#!/usr/bin/env node
// The command line: `signalbox COMMAND`.
import { installLastResort } from '../host/cli/last-resort'
import { runCommandLine } from '../host/cli/program'
import { locations } from '../host/locations'

installLastResort()
process.exitCode = await runCommandLine(process.argv.slice(2), {
  ...locations(import.meta.dirname),
  recorder: new URL('./recorder.js', import.meta.url)
})
