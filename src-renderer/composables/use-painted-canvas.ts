import { onBeforeUnmount, onMounted, type Ref } from 'vue'
import { pageFrameLoop, type Registration } from '../charts/frame-loop'
import { type ChartTheme, onThemeChange, readTheme } from '../charts/theme'

export interface PaintedCanvas {
  /** Asks for a paint in the next frame. */
  invalidate(): void
}

export interface CanvasFrame {
  readonly context: CanvasRenderingContext2D
  /** css px; the context is scaled so that one unit is one css px. */
  readonly width: number
  readonly height: number
  readonly ratio: number
  readonly theme: ChartTheme
  /** Local time since the epoch, ms. */
  readonly now: number
}

/** A finer canvas than this costs more than it shows. */
const finestRatio = 2

/**
 * A canvas as large as `host` that is painted by the page's one frame loop: when invalidated, while `moves()`, after a
 * change of size or theme; never while the page is hidden. It is cleared before each paint.
 */
export function usePaintedCanvas(
  canvas: Readonly<Ref<HTMLCanvasElement | null>>,
  host: Readonly<Ref<HTMLElement | null>>,
  painter: { paint(frame: CanvasFrame): void; moves?(): boolean }
): PaintedCanvas {
  let registration: Registration | null = null
  let theme: ChartTheme | null = null
  let stops: (() => void)[] = []

  function paint(now: number): void {
    const context = canvas.value?.getContext('2d')
    if (!canvas.value || !host.value || !context) return
    const { clientWidth: width, clientHeight: height } = host.value
    if (width === 0 || height === 0) return
    const ratio = Math.min(finestRatio, devicePixelRatio)
    const size = { width: Math.round(width * ratio), height: Math.round(height * ratio) }
    if (canvas.value.width !== size.width || canvas.value.height !== size.height) {
      Object.assign(canvas.value, size)
      Object.assign(canvas.value.style, { width: `${width}px`, height: `${height}px` })
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, width, height)
    painter.paint({ context, width, height, ratio, theme: (theme ??= readTheme(host.value)), now })
  }

  onMounted(() => {
    if (!host.value) return
    registration = pageFrameLoop().add({ paint, moves: () => painter.moves?.() ?? false })
    const observer = new ResizeObserver(() => registration?.invalidate())
    observer.observe(host.value)
    const restyle = onThemeChange(() => {
      theme = null
      registration?.invalidate()
    })
    stops = [registration.remove, () => observer.disconnect(), restyle]
  })
  onBeforeUnmount(() => {
    for (const stop of stops) stop()
    registration = null
  })
  return { invalidate: () => registration?.invalidate() }
}
