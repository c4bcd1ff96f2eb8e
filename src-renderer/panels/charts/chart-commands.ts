import type { Command } from '../../commands/command'
import { text } from '../../messages'
import { type ChartCopy, type CopyKind, copyKinds } from './use-chart-copy'

/** What a command does with a chart. */
export interface CommandedChart {
  readonly copying: ChartCopy
  openSettings(): void
}

/** Copying and settings of one chart: of the one that has the focus, else of the first. */
export function chartCommands(chart: () => CommandedChart | undefined): Command[] {
  const copyTitle = (kind: CopyKind): string =>
    ({ png: text.chartMenu.commandPng, svg: text.chartMenu.commandSvg, csv: text.chartMenu.commandCsv })[kind]
  return [
    ...copyKinds.map(kind => ({
      id: `charts.copy.${kind}`,
      group: 'data' as const,
      title: () => copyTitle(kind),
      enabled: () => chart() !== undefined,
      run: () => void chart()?.copying.copy(kind)
    })),
    {
      id: 'charts.report',
      group: 'data',
      title: () => text.report.command,
      enabled: () => chart() !== undefined,
      run: () => void chart()?.copying.report()
    },
    {
      id: 'charts.settings',
      group: 'look',
      title: () => text.chartMenu.commandSettings,
      enabled: () => chart() !== undefined,
      run: () => chart()?.openSettings()
    }
  ]
}
