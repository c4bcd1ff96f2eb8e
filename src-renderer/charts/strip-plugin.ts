import type { Chart, Plugin } from 'chart.js'
import { paintBand, paintMean } from './strip-band'
import { paintCrosshair } from './strip-crosshair'
import { paintCursors, paintSelection } from './strip-cursors'
import { paintLimits } from './strip-limits'
import type { LinePaint } from './strip-lines'
import { paintMarks } from './strip-marks'
import { paintMoments } from './strip-moments'
import { drawnColumns } from './strip-mapping'
import { plotOf } from './strip-plot'
import { paintRibbons } from './strip-ribbon'
import { sceneOf } from './strip-scene'
import { paintTrigger } from './strip-trigger'

/** What lies under and over the lines: bands and limits first; means, anomalies, states and the crosshair after. */
export const stripPlugin: Plugin<'strip'> = {
  id: 'strip-layers',
  beforeDatasetsDraw(chart) {
    paintSelection(chart.ctx, sceneOf(chart.canvas), plotOf(chart))
    each(chart, paint => paintBand(chart.ctx, paint))
    paintLimits(chart.ctx, sceneOf(chart.canvas), axis => plotOf(chart, axis))
  },
  afterDatasetsDraw(chart) {
    const scene = sceneOf(chart.canvas)
    const plot = plotOf(chart)
    each(chart, paint => paintMean(chart.ctx, paint))
    each(chart, paint => paintMarks(chart.ctx, paint))
    if (scene.ribbons.length > 0) paintRibbons(chart.ctx, scene, plot)
    paintMoments(chart.ctx, scene, plot)
    paintTrigger(chart.ctx, scene, axis => plotOf(chart, axis))
    paintCursors(chart.ctx, scene, plot)
    paintCrosshair(chart.ctx, scene, axis => plotOf(chart, axis))
  }
}

/** Calls `paint` for every line whose channel has come; the first line is painted last and so lies on top, as its line does. */
function each(chart: Chart, paint: (line: LinePaint) => void): void {
  const scene = sceneOf(chart.canvas)
  for (const line of scene.lines.toReversed()) {
    const columns = scene.store.of(line.channel)
    const plot = plotOf(chart, line.axis)
    if (columns) paint({ scene, line, columns, ...drawnColumns(scene, line, columns, plot) })
  }
}
