// Runs a host on this terminal for as long as it wants to, and sees to it that it is told to stop.
import { spawn } from 'node:child_process'
import { root } from './install.mjs'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** The exit code of the command, run on this terminal with `environment` added to ours. */
export function runHost(command, args, environment = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...environment } })
    // The host stops cleanly at a signal and we wait for it; it tells the same Ctrl-C from a second one.
    const pass = signal => child.kill(signal)
    for (const signal of signals) process.on(signal, pass)
    stopWithParent(() => child.kill('SIGTERM'))
    child.on('error', error => {
      console.error(`signalbox: ${error.message}`)
      resolve(1)
    })
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, pass)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1))
    })
  })
}

/** npm starts us through a shell, which dies of a signal without passing it on: then nobody is left to stop the host. */
function stopWithParent(stop) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    stop()
  }, 1000)
  watch.unref()
}
