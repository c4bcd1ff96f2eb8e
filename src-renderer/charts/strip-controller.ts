import { DatasetController, type CoreChartOptions, type UpdateMode } from 'chart.js'
import { paintLine } from './strip-lines'
import { drawnColumns } from './strip-mapping'
import { plotOf } from './strip-plot'
import { sceneOf } from './strip-scene'

/**
 * Draws one channel straight from its columns. Chart.js lays out, scales and calls `draw`; it holds no elements and
 * parses no data, which is what makes a frame of four lines cost 1 ms instead of 60 at 100,000 points.
 */
export class StripController extends DatasetController<'strip'> {
  static id = 'strip'
  static defaults = { datasetElementType: null, dataElementType: 'point', clip: false }
  static overrides = { scales: { x: { type: 'strip-time' }, y: { type: 'strip-value' } } }

  override addElements(): void {}
  override buildOrUpdateElements(): void {}
  override update(_mode: UpdateMode): void {}

  override draw(): void {
    const scene = sceneOf(this.chart.canvas)
    const line = scene.lines[this.index]
    const columns = line && scene.store.of(line.channel)
    if (!columns) return
    const plot = plotOf(this.chart, line.axis)
    paintLine(this.chart.ctx, { scene, line, columns, ...drawnColumns(scene, line, columns, plot) })
  }
}

declare module 'chart.js' {
  interface ChartTypeRegistry {
    strip: {
      chartOptions: CoreChartOptions<'strip'>
      datasetOptions: { readonly clip?: false }
      defaultDataPoint: never
      metaExtensions: object
      parsedDataType: never
      scales: 'strip-time' | 'strip-value'
    }
  }
}
