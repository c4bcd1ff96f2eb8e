import { lowestDecibel, type SpectrumScale } from '@shared/analysis/mean-squares'
import type { WholeAxis } from '../../charts/axis-zoom'
import { traceCurve } from '../../charts/curve'
import type { PlotAxis, PlotFrame } from '../../charts/plot'
import type { AutomaticRange, ValueRange } from '../../charts/y-range'
import { valueText } from '../../format/numbers'
import type { ChannelSpectrum } from './spectrum-readers'

/** The frequencies there are; null without a spectrum. A logarithmic axis begins at the first line above 0 Hz. */
export function wholeFrequency(spectra: readonly ChannelSpectrum[], log: boolean): WholeAxis | null {
  if (spectra.length === 0) return null
  const steps = spectra.map(({ analysis }) => analysis.spectrum.step)
  const max = Math.max(...spectra.map(({ analysis }) => (analysis.spectrum.step * analysis.spectrum.size) / 2))
  return { min: log ? Math.min(...steps) : 0, max: steadyEnd(max), log }
}

/** Rounded, so that an axis told from jittery times stands still. */
const steadyEnd = (value: number): number => Number(value.toPrecision(3))

/** What lies further below the highest is not shown: dB, or decades of density. */
const deepest = { decibel: 160, density: 12 }

/** The value axis for what is seen of the spectra. */
export function valueAxis(
  spectra: readonly ChannelSpectrum[],
  seen: ValueRange,
  { scale, range, now }: { readonly scale: SpectrumScale; readonly range: AutomaticRange; readonly now: number }
): PlotAxis {
  let [low, high] = [Infinity, -Infinity]
  for (const { lines, analysis } of spectra) {
    const { step } = analysis.spectrum
    // The mean at 0 Hz would hide everything else, and without it there is nothing.
    const from = Math.max(1, Math.floor(seen.min / step))
    for (let line = from; line < lines.length && line * step <= seen.max; line++) {
      const value = lines[line]
      if (value < low && value > lowestDecibel && (scale !== 'density' || value > 0)) low = value
      if (value > high) high = value
    }
  }
  if (scale === 'density') {
    const top = high > 0 ? Math.ceil(Math.log10(high)) : 0
    const bottom = low < Infinity && low > 0 ? Math.floor(Math.log10(low)) : top - 1
    return {
      min: 10 ** Math.max(Math.min(bottom, top - 1), top - deepest.density),
      max: 10 ** top,
      log: true,
      label: value => (Math.abs(Math.log10(value) % 1) < 1e-9 ? valueText(value, 2) : '')
    }
  }
  const bottom = scale === 'amplitude' ? 0 : Math.max(low, high - deepest.decibel)
  const { min, max } = range.update(bottom < Infinity ? bottom : NaN, Number.isFinite(high) ? high : NaN, now)
  return { min: scale === 'amplitude' ? 0 : min, max }
}

/** Paints the curves, a mark on each of the highest peaks and the line under the pointer. */
export function paintSpectra(
  frame: PlotFrame,
  spectra: readonly ChannelSpectrum[],
  { scale, pointer, marks }: { readonly scale: SpectrumScale; readonly pointer: number; readonly marks: number }
): void {
  const { context, theme, area } = frame
  context.lineJoin = 'bevel'
  context.lineWidth = 1.5
  const floor = scale === 'density' ? Number.MIN_VALUE : -Infinity
  for (const { shown, lines, analysis } of spectra) {
    context.strokeStyle = theme.dark ? shown.colour.dark : shown.colour.light
    context.setLineDash([...shown.dash])
    context.beginPath()
    const yOf = (value: number): number => Math.min(area.bottom + 20, frame.yOf(Math.max(floor, value)))
    traceCurve(context, { step: analysis.spectrum.step, value: lines }, { ...frame, xOf: frame.xOf, yOf })
    context.stroke()
  }
  context.setLineDash([])
  for (const { peaks, lines, analysis, shown } of spectra) {
    context.fillStyle = theme.dark ? shown.colour.dark : shown.colour.light
    for (const { frequency } of peaks.slice(0, marks)) {
      const line = Math.round(frequency / analysis.spectrum.step)
      const [x, y] = [frame.xOf(frequency), Math.max(area.top + 8, frame.yOf(lines[line]) - 4)]
      context.beginPath()
      context.moveTo(x, y)
      context.lineTo(x - 4, y - 7)
      context.lineTo(x + 4, y - 7)
      context.fill()
    }
  }
  if (Number.isNaN(pointer)) return
  context.strokeStyle = theme.text
  context.lineWidth = 1
  context.beginPath()
  context.moveTo(Math.round(pointer) + 0.5, area.top)
  context.lineTo(Math.round(pointer) + 0.5, area.bottom)
  context.stroke()
}
