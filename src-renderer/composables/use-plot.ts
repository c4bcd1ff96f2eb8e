import { onBeforeUnmount, onMounted, shallowRef, type Ref } from 'vue'
import { pageFrameLoop, type Registration } from '../charts/frame-loop'
import { Plot, type PlotAxes, type PlotFrame } from '../charts/plot'
import { onThemeChange, readTheme } from '../charts/theme'

export interface PlotPainter {
  /** Read before each paint. */
  axes(): PlotAxes
  draw(frame: PlotFrame): void
  /** Paints what lies beside the plot. */
  around?(frame: PlotFrame): void
}

export interface PagePlot {
  /** Asks for a paint in the next frame. */
  invalidate(): void
  xAt(pixel: number): number
  /** On the first value axis, unless another is named by its place. */
  yAt(pixel: number, axis?: number): number
  /** css px of the canvas that data is painted on; null before the first paint. */
  readonly area: Readonly<Ref<{ left: number; right: number; top: number; bottom: number } | null>>
}

/** A plot as large as `host`, painted by the page's one frame loop when invalidated, resized or restyled. */
export function usePlot(
  canvas: Readonly<Ref<HTMLCanvasElement | null>>,
  host: Readonly<Ref<HTMLElement | null>>,
  painter: PlotPainter
): PagePlot {
  const area = shallowRef<{ left: number; right: number; top: number; bottom: number } | null>(null)
  let plot: Plot | null = null
  let registration: Registration | null = null
  let stops: (() => void)[] = []

  function paint(): void {
    if (!plot || !host.value?.clientWidth || !host.value.clientHeight) return
    plot.draw(painter.axes())
    const { left, right, top, bottom } = plot.area
    const before = area.value
    if (before?.left !== left || before.right !== right || before.top !== top || before.bottom !== bottom) {
      area.value = { left, right, top, bottom }
      // A painter may have asked how large the plot is before it was known.
      registration?.invalidate()
    }
  }

  function resize(): void {
    if (!plot || !host.value?.clientWidth || !host.value.clientHeight) return
    plot.resize(host.value.clientWidth, host.value.clientHeight, devicePixelRatio)
    // A canvas that changed its size is empty; painting in the same task avoids a blank frame.
    paint()
  }

  onMounted(() => {
    if (!canvas.value || !host.value) return
    plot = new Plot(canvas.value, readTheme(host.value), {
      inside: frame => painter.draw(frame),
      around: frame => painter.around?.(frame)
    })
    registration = pageFrameLoop().add({ paint, moves: () => false })
    const observer = new ResizeObserver(resize)
    observer.observe(host.value)
    const restyle = onThemeChange(() => {
      if (plot && host.value) plot.theme = readTheme(host.value)
      registration?.invalidate()
    })
    stops = [registration.remove, () => observer.disconnect(), restyle]
    resize()
  })
  onBeforeUnmount(() => {
    for (const stop of stops) stop()
    plot?.destroy()
    plot = registration = null
  })

  return {
    invalidate: () => registration?.invalidate(),
    xAt: pixel => plot?.xAt(pixel) ?? NaN,
    yAt: (pixel, axis) => plot?.yAt(pixel, axis) ?? NaN,
    area
  }
}
