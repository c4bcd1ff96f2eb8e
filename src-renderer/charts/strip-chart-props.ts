import type { LiveClient } from '../connection/live-client'
import type { ChartTool, CursorTimes } from '../stores/cursors'
import type { Gutter, StripAxis } from './strip-axes'
import type { StripChannel } from './strip-channel'
import type { StripChart } from './strip-chart'
import type { SceneMark } from './strip-moments'
import type { SceneTrigger } from './strip-trigger'
import type { ValueRange } from './y-range'

/** What a strip chart is given to show. */
export interface StripChartProps {
  readonly session: string
  readonly channels: readonly StripChannel[]
  /** ms from the left edge to the right one. */
  readonly span: number
  readonly paused: boolean
  /** Right edge while paused, ms; hand the `pause` event's value back here to move several charts together. */
  readonly pausedAt?: number
  readonly yLocked: boolean
  readonly live: LiveClient
  readonly title: string
  /** The longest span that makes sense, ms. */
  readonly longest?: number
  readonly tool?: ChartTool
  /** Value axes zoomed by hand, by axis id. */
  readonly ranges?: Readonly<Record<string, ValueRange>>
  /** Where all charts have their crosshair, as a share of the window; null: nowhere; absent: the chart has its own. */
  readonly pointer?: number | null
  readonly cursors?: CursorTimes
  /** Times are counted from it. */
  readonly trigger?: SceneTrigger | null
  /** Moments somebody marked. */
  readonly marks?: readonly SceneMark[]
  /** Whether the cursors' handles can be reached by Tab here: in one of the charts that share them. */
  readonly primary?: boolean
  /** What the channels' `axis` counts in; one for all when absent. */
  readonly axes?: readonly StripAxis[]
  /** Places for axes beside the plot, as the charts above and below have them. */
  readonly gutter?: Gutter
  /** Whether lines can be renamed, removed and dragged. */
  readonly editable?: boolean
}

/** A strip chart as it stands, for a picture or its data. */
export interface CurrentStrip {
  readonly chart: StripChart
  /** Right edge, ms. */
  readonly edge: number
  /** ms. */
  readonly span: number
  /** css px. */
  readonly width: number
  readonly height: number
  readonly hidden: ReadonlySet<number>
}
