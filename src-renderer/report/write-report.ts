import type { jsPDF } from 'jspdf'
import type { RejectReason } from '@shared/model/format'
import { clockText, dateTimeText, elapsedText } from '../format/times'
import { bytesText, countText, plainText, valueText } from '../format/numbers'
import { text } from '../messages'
import { engineText } from '../messages/engine-text'
import { drawSvg } from './draw-svg'
import { paper, PdfSheet, printWidth, type TableColumn } from './pdf-sheet'
import type { ReportContent } from './report-content'
import { bandWords, delayWords, detectorWords, settingsTitles } from './settings-words'

/** Events that are written out; more would be a log, not a report. */
const mostEvents = 300

/** Letters of a title that a column of figures has room for. */
const usualTitle = 9

/** Sets a report on pages. */
export function writeReport(pdf: jsPDF, content: ReportContent): void {
  const sheet = new PdfSheet(pdf)
  writeHead(sheet, content)
  if (content.charts.length > 0) sheet.heading(text.report.charts)
  for (const chart of content.charts) {
    const height = printWidth * heightOf(chart)
    sheet.need(height + 8)
    sheet.y += drawSvg(pdf, chart, { x: paper.side, y: sheet.y, width: printWidth }) + 8
  }
  writeStatistics(sheet, content)
  writeSettings(sheet, content)
  writeEvents(sheet, content)
  writeCounters(sheet, content)
  const { session, from, to } = content
  sheet.feet(`${session.label} · ${dateTimeText(from)} – ${clockText(to)}`, text.report.page)
}

/** A picture's height as a share of its width. */
function heightOf(svg: string): number {
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? ['', '1', '0']
  return Number(height) / Number(width)
}

function writeHead(sheet: PdfSheet, { session, from, to, made, version, statistics }: ReportContent): void {
  sheet.words(text.report.title, { size: 20, bold: true })
  sheet.words(session.label, { size: 13, soft: true })
  sheet.y += 8
  sheet.facts([
    [text.report.device, session.address],
    ...(session.recording ? [[text.report.recording, session.recording.capture] as const] : []),
    [text.report.stretch, `${dateTimeText(from)} – ${dateTimeText(to)} (${elapsedText(to - from)})`],
    [text.report.samples, countText(statistics.rows)],
    [text.report.made, `${dateTimeText(made)}, ${text.report.by(version)}`]
  ])
}

function writeStatistics(sheet: PdfSheet, { statistics }: ReportContent): void {
  const { columns } = text.measure
  const titles = [columns.count, columns.min, columns.max, columns.mean, columns.rms, text.report.deviation]
  const figures: TableColumn[] = [...titles, columns.p5, columns.p50, columns.p95].map(title => ({
    title,
    // A longer title, of another language, is not to be cut.
    share: Math.max(1, title.length / usualTitle),
    right: true
  }))
  sheet.heading(text.report.statistics)
  sheet.table(
    [{ title: text.report.channel, share: 2 }, { title: text.report.unit, share: 0.8 }, ...figures],
    statistics.channels.map(channel => [
      channel.channel,
      channel.unit,
      countText(channel.count),
      ...(['min', 'max', 'mean', 'rms', 'sigma', 'p5', 'p50', 'p95'] as const).map(name => valueText(channel[name]))
    ])
  )
  if (!statistics.complete) sheet.words(text.report.incomplete, { size: 8, soft: true })
}

function writeSettings(sheet: PdfSheet, { channels }: ReportContent): void {
  sheet.heading(text.report.settings)
  const shares = [2, 0.8, 1.2, 1.4, 1.4, 1, 1.6]
  sheet.table(
    settingsTitles().map((title, at) => ({ title, share: shares[at] })),
    channels.map(({ name, settings }) => [
      name,
      String(settings.window),
      detectorWords(settings),
      bandWords(settings.lights.yellow),
      bandWords(settings.lights.red),
      plainText(settings.lights.deadband),
      delayWords(settings.lights)
    ])
  )
}

function writeEvents(sheet: PdfSheet, { events }: ReportContent): void {
  sheet.heading(text.report.events)
  if (events.length === 0) return sheet.words(text.report.noEvents, { soft: true })
  const columns = [
    { title: text.report.time, share: 1.1 },
    { title: text.report.channel, share: 1.2 },
    { title: text.report.event, share: 5 }
  ]
  sheet.table(
    columns,
    events.slice(0, mostEvents).map(({ entry, channel, text: words }) => [clockText(entry.event.time), channel, words])
  )
  if (events.length > mostEvents) sheet.words(text.report.moreEvents(events.length - mostEvents), { soft: true })
}

function writeCounters(sheet: PdfSheet, { session }: ReportContent): void {
  sheet.heading(text.report.counters)
  const reasons = Object.entries(session.rejectedByReason).map(
    ([reason, count]) => `${text.rejects.reasons[reason as RejectReason]} ${countText(count ?? 0)}`
  )
  sheet.facts([
    [text.report.bytes, bytesText(session.bytes)],
    [text.report.samples, countText(session.samples)],
    [text.report.rejected, [countText(session.rejected), reasons.join(', ')].filter(Boolean).join(': ')],
    ...session.queues.map(
      ({ place, unit, dropped }) =>
        [text.report.dropped(engineText(place), engineText(unit)), countText(dropped)] as const
    )
  ])
}
