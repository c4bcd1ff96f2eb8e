import { fileName } from '../charts/copy/file-name'
import { clockText, dateText } from '../format/times'
import { text } from '../messages'
import { type ChartEntry, chartsOf } from '../stores/chart-list'
import { useConnection } from '../stores/connection'
import type { MadeFile } from '../stores/exports'
import { useJournal } from '../stores/journal'
import { useLooks } from '../stores/looks'
import { chartPictures } from './report-charts'
import { eventsOf, type ReportRequest } from './report-content'

/** The engine takes this many names; more channels than that are asked for as all. */
const mostNames = 64

export interface ReportMaker {
  /** A report as a file; of the charts given, else of those that the channels make by themselves. */
  make(request: ReportRequest & { readonly charts?: readonly ChartEntry[] }, signal: AbortSignal): Promise<MadeFile>
}

/** Makes reports of open devices. What sets pages is loaded with the first one. */
export function useReport(): ReportMaker {
  const connection = useConnection()
  const journal = useJournal()
  const looks = useLooks()

  return {
    async make(request, signal) {
      const { session, from, to, channels: names } = request
      const wanted = names && new Set(names)
      const { live } = connection
      if (!live) throw new Error('the engine has not been reached yet')
      const channels = session.channels.filter(({ name }) => !wanted || wanted.has(name))
      const charts = request.charts ?? chartsOf([{ ...session, channels }], { show: looks.shown })
      const some = wanted && names.length <= mostNames ? { channels: [...names] } : {}
      const [{ jsPDF }, { writeReport }, pictures, statistics] = await Promise.all([
        import('jspdf'),
        import('./write-report'),
        chartPictures(live, { charts, from, to }, signal),
        connection.engine().sessions.statistics({ session: session.id, from, to, ...some }, { signal })
      ])
      signal.throwIfAborted()
      const pdf = new jsPDF({ unit: 'pt', format: 'a4', compress: true })
      pdf.setProperties({ title: `${text.report.title}: ${session.label}`, creator: 'Signalbox' })
      pdf.setLanguage(text.locale === 'de' ? 'de-DE' : 'en-GB')
      writeReport(pdf, {
        session,
        from,
        to,
        made: Date.now(),
        version: connection.info?.version ?? '',
        channels,
        charts: pictures,
        statistics: {
          ...statistics,
          channels: statistics.channels.filter(({ channel }) => !wanted || wanted.has(channel))
        },
        events: eventsOf(journal.lines, request)
      })
      const name = `${fileName(`${session.label} ${dateText(from)} ${clockText(from).slice(0, 8)}`)}.pdf`
      return { blob: pdf.output('blob'), name, pages: pdf.getNumberOfPages() }
    }
  }
}
