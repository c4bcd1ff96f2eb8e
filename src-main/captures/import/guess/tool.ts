import type { ImportTool } from '@shared/model/import'
import type { ChannelLabel } from '../../../decoders/channel-label'
import { labelParts } from './labels'

/**
 * The program that wrote a file with this header. Checked against their sources: Serial Studio's `CSV/Export.cpp`,
 * Telemetry Viewer's `ConnectionTelemetry.java`, Teleplot's `exportSessionCSV`, SerialPlot's `datarecorder.cpp`,
 * PlotJuggler's `__time`.
 */
export function toolOfHeader(header: readonly string[]): ImportTool | null {
  const [first = '', second = ''] = header.map(label => label.trim())
  if (first === 'RX Date/Time') return 'serial-studio'
  if (/^Elapsed( Time)? \(s\)$/.test(first) && second.includes('/')) return 'serial-studio'
  if (first.startsWith('Sample Number (') && second.startsWith('UNIX Timestamp')) return 'telemetry-viewer'
  if (first === 'timestamp(ms)') return 'teleplot'
  if (first === '__time') return 'plotjuggler'
  if (first === 'timestamp' && /^Channel \d+$/.test(second)) return 'serialplot'
  return first === 'time' ? 'signalbox' : null
}

/** A channel's name and unit as that program writes them; its groups become the parts of dotted names. */
export function toolLabel(tool: ImportTool | null, label: string): ChannelLabel {
  if (tool === 'serial-studio') {
    // Older versions: `(Group) Title [unit]`.
    const [, group, rest] = /^\(([^)]*)\) (.+)$/.exec(label) ?? []
    if (group !== undefined) {
      const { name, unit } = labelParts(rest)
      return { name: `${group}.${name}`, unit }
    }
    const slash = label.startsWith('RX ') ? -1 : label.indexOf('/')
    const { name, unit } = labelParts(label.slice(slash + 1))
    return { name: label.slice(0, slash + 1).replace('/', '.') + name, unit }
  }
  if (tool === 'telemetry-viewer') return labelParts(label.replace(/ \(\)$/, ''))
  if (tool === 'plotjuggler') return { name: label.replace(/^\/+/, '').replaceAll('/', '.'), unit: '' }
  return labelParts(label)
}
