import { systemClock } from '@shared/base/clock'
import { SimulatorSpec } from '@shared/model/device'
import { spanText } from '../format/times'
import { text } from '../messages'
import { portName } from '../stores/port-list'
import { useDevices } from '../stores/devices'
import { useDialogs } from '../stores/dialogs'
import { useLooks } from '../stores/looks'
import { useNavigation } from '../stores/navigation'
import { useSessions } from '../stores/sessions'
import { useView } from '../stores/view'
import { nextSpan, spans } from '../stores/view-settings'
import type { Command } from './command'
import { useCommands } from './use-commands'

/** Commands that are always there: the view, dialogs, devices, channels. Panels add their own. */
export function useAppCommands(): void {
  const dialogs = useDialogs()
  const navigation = useNavigation()
  const sessions = useSessions()
  const view = useView()
  const commands: Command[] = [
    {
      id: 'view.pause',
      group: 'view',
      title: () => text.commands.pause,
      keys: [' '],
      run: () => (view.paused ? view.follow() : view.pause())
    },
    { id: 'view.follow', group: 'view', title: () => text.commands.follow, keys: ['f'], run: navigation.follow },
    {
      id: 'view.longer',
      group: 'view',
      title: () => text.commands.longer,
      keys: ['-'],
      run: () => navigation.zoom(nextSpan(view.settings.span, 1))
    },
    {
      id: 'view.shorter',
      group: 'view',
      title: () => text.commands.shorter,
      // As in a chart that has the focus: plus comes closer.
      keys: ['+', '='],
      run: () => navigation.zoom(nextSpan(view.settings.span, -1))
    },
    {
      id: 'devices.connect',
      group: 'devices',
      title: () => text.commands.connect,
      keys: ['c'],
      run: () => dialogs.showConnect()
    },
    {
      id: 'data.export',
      group: 'data',
      title: () => text.commands.export,
      keys: ['e'],
      run: () => dialogs.show('export')
    },
    { id: 'data.import', group: 'data', title: () => text.commands.import, run: () => dialogs.show('import') },
    {
      id: 'data.mark',
      group: 'data',
      title: () => text.commands.mark,
      keys: ['Shift+m'],
      enabled: () => sessions.list.length > 0,
      why: () => text.mark.nothingOpen,
      run: () => dialogs.showMark(systemClock.now())
    },
    { id: 'data.decode', group: 'data', title: () => text.decode.command, run: () => dialogs.showDecode() },
    { id: 'data.verify', group: 'data', title: () => text.verify.command, run: () => dialogs.showVerify() },
    { id: 'data.replay', group: 'data', title: () => text.replay.open, run: () => dialogs.show('replay') },
    { id: 'app.help', group: 'app', title: () => text.commands.help, keys: ['?'], run: () => dialogs.show('help') },
    {
      id: 'app.palette',
      group: 'app',
      title: () => text.commands.palette,
      keys: ['Mod+k', 'Mod+Shift+p'],
      run: () => dialogs.show('palette')
    }
  ]
  useCommands(commands)
  useCommands(spanCommands())
  useCommands(deviceCommands())
  useCommands(channelCommands())
}

function spanCommands(): Command[] {
  const navigation = useNavigation()
  return spans.map(span => ({
    id: `view.span.${span}`,
    group: 'view',
    title: () => text.commands.span(spanText(span)),
    run: () => navigation.zoom(span)
  }))
}

/** A command for every simulator, and for every serial port that is not open. */
function deviceCommands(): () => Command[] {
  const devices = useDevices()
  const dialogs = useDialogs()
  const sessions = useSessions()
  return () => {
    const open = new Set(sessions.list.flatMap(({ device }) => (device.kind === 'serial' ? [device.path] : [])))
    const simulators = (devices.list?.profiles ?? []).map(({ name }): Command => ({
      id: `devices.simulator.${name}`,
      group: 'devices',
      title: () => text.commands.simulator(text.profiles[name].title),
      detail: () => text.profiles[name].description,
      run: () => void sessions.tryOpen(SimulatorSpec.parse({ kind: 'simulator', profile: name }))
    }))
    const ports = (devices.list?.ports ?? []).map((port): Command => ({
      id: `devices.port.${port.path}`,
      group: 'devices',
      title: () => text.commands.port(portName(port)),
      detail: () => port.path,
      enabled: () => !open.has(port.path),
      why: () => text.connect.isOpen,
      run: () => dialogs.showConnect(port.path)
    }))
    const derived = sessions.list.map(({ id, label, address }): Command => ({
      id: `devices.derived.${address}`,
      group: 'devices',
      title: () => text.derived.command(label),
      run: () => dialogs.showDerived(id)
    }))
    const accounts = sessions.list.map(({ id, label, address }): Command => ({
      id: `devices.accounts.${address}`,
      group: 'devices',
      title: () => text.accounts.command(label),
      run: () => dialogs.showAccounts(id)
    }))
    return [...ports, ...simulators, ...derived, ...accounts]
  }
}

function channelCommands(): () => Command[] {
  const looks = useLooks()
  const sessions = useSessions()
  return () =>
    looks.all().map(({ ref, session, channel, label }): Command => ({
      id: `channels.${ref.address}/${ref.channel}`,
      group: 'channels',
      title: () => text.commands.channel(label),
      detail: () => (label === channel.name ? session.label : `${channel.name} · ${session.label}`),
      run: () => sessions.select(session, channel)
    }))
}
