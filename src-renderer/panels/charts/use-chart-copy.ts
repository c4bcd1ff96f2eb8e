import type { ChartSource } from '../../charts/copy/chart-picture'
import { chartPng, chartSvg } from '../../charts/copy/chart-picture'
import { chartCsv } from '../../charts/copy/chart-csv'
import { fileName } from '../../charts/copy/file-name'
import { type Copyable, copyToClipboard, saveFile } from '../../charts/copy/clipboard'
import type { LiveClient } from '../../connection/live-client'
import { clockText, dateText } from '../../charts/time-ticks'
import { text } from '../../messages'
import type { ChartEntry } from '../../stores/chart-list'
import { useReport } from '../../report/use-report'
import type { MadeFile } from '../../stores/exports'
import { useNotices } from '../../stores/notices'
import { useSessions } from '../../stores/sessions'

export const copyKinds = ['png', 'svg', 'csv'] as const
export type CopyKind = (typeof copyKinds)[number]
const types: Readonly<Record<CopyKind, string>> = { png: 'image/png', svg: 'image/svg+xml', csv: 'text/csv' }

/** What copying needs of a chart as it stands now; null while it is not there to be seen. */
export interface ShownChart extends Omit<ChartSource, 'title' | 'detail'> {
  readonly hidden: ReadonlySet<number>
}

export interface ChartCopy {
  copy(kind: CopyKind): Promise<void>
  save(kind: CopyKind): Promise<void>
  /** Saves a report on the shown stretch with this chart. */
  report(): Promise<void>
}

/** Copies and saves one chart: pictures of what is shown, and the data of the shown stretch. */
export function useChartCopy(
  entry: () => ChartEntry,
  live: () => LiveClient,
  shown: () => ShownChart | null
): ChartCopy {
  const notices = useNotices()
  const report = useReport()
  const sessions = useSessions()

  async function make(kind: CopyKind): Promise<Copyable> {
    const chart = shown()
    const { title, device, session, channels } = entry()
    if (!chart) throw new Error(text.copy.nothing)
    const { edge, span, hidden } = chart
    const from = edge - span
    const name = `${fileName(`${device} ${title} ${dateText(from)} ${clockText(from).slice(0, 8)}`)}.${kind}`
    if (kind === 'csv') {
      const lines = channels.filter(({ index }) => !hidden.has(index))
      const named = lines.map(({ index, name, source }) => ({ index, name: source ?? name }))
      const { text: csv, rows, full } = await chartCsv({ live: live(), session, channels: named, from, to: edge })
      if (rows === 0) throw new Error(text.copy.nothing)
      return { blob: new Blob([csv], { type: types.csv }), name, label: text.copy.csv(title, rows, full) }
    }
    const source = { ...chart, title, detail: `${device}, ${dateText(from)} ${clockText(from)} – ${clockText(edge)}` }
    const blob = kind === 'png' ? await chartPng(source) : new Blob([chartSvg(source)], { type: types.svg })
    return { blob, name, label: text.copy[kind](title) }
  }

  async function makeReport(): Promise<MadeFile> {
    const chart = shown()
    const own = entry()
    const session = sessions.list.find(({ id }) => id === own.session)
    if (!chart || !session) throw new Error(text.copy.nothing)
    const lines = own.channels.filter(({ index }) => !chart.hidden.has(index))
    const request = {
      session,
      from: chart.edge - chart.span,
      to: chart.edge,
      channels: lines.map(({ name, source }) => source ?? name),
      charts: [{ ...own, channels: lines }]
    }
    return report.make(request, new AbortController().signal)
  }

  return {
    copy: kind => copyToClipboard(types[kind], () => make(kind)),
    async save(kind) {
      await notices.attempt(async () => saveFile(await make(kind)))
    },
    async report() {
      await notices.attempt(async () => saveFile(await makeReport()))
    }
  }
}
