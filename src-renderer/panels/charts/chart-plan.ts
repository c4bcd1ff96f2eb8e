import type { AxisId, AxisSetting } from '../../charts/strip-axes'
import { type ChannelRef, sameRef } from '../channel-ref'
import { type ChartSetup, type ChartsOptions, newChart, newChartKey, ownChart } from './options'

/** Every function answers new options; those it is given stay as they are. */
function withSetup(options: ChartsOptions, key: string, setup: ChartSetup): ChartsOptions {
  const { [key]: _before, ...others } = options.charts
  const isEmpty =
    setup.added.length === 0 &&
    (ownChart(key) || (setup.title === undefined && setup.removed.length === 0 && Object.keys(setup.axes).length === 0))
  return {
    charts: isEmpty ? others : { ...others, [key]: { ...setup, axes: { ...setup.axes } } },
    order: isEmpty && ownChart(key) ? options.order.filter(other => other !== key) : options.order
  }
}
const setupOf = (options: ChartsOptions, key: string): ChartSetup => options.charts[key] ?? newChart

/** The channel in this chart too. */
export function addChannel(options: ChartsOptions, key: string, ref: ChannelRef): ChartsOptions {
  const setup = setupOf(options, key)
  const wasRemoved = setup.removed.includes(ref.channel)
  const removed = setup.removed.filter(name => name !== ref.channel)
  if (wasRemoved) return withSetup(options, key, { ...setup, removed })
  if (setup.added.some(other => sameRef(other, ref))) return options
  return withSetup(options, key, { ...setup, added: [...setup.added, ref] })
}

/** The channel in a chart of its own, in front of `before` in `keys` (all charts as they stand), or last. */
export function addChart(
  options: ChartsOptions,
  ref: ChannelRef,
  place: { readonly keys: readonly string[]; readonly before: string | null }
): ChartsOptions {
  const key = newChartKey(options)
  const at = place.before === null ? -1 : place.keys.indexOf(place.before)
  const order = at < 0 ? [...place.keys, key] : [...place.keys.slice(0, at), key, ...place.keys.slice(at)]
  return { ...withSetup(options, key, { ...newChart, added: [ref] }), order }
}

/** Takes the channel out of one chart. */
export function removeChannel(options: ChartsOptions, key: string, ref: ChannelRef): ChartsOptions {
  const setup = setupOf(options, key)
  const added = setup.added.filter(other => !sameRef(other, ref))
  if (added.length < setup.added.length) return withSetup(options, key, { ...setup, added })
  if (ownChart(key) || setup.removed.includes(ref.channel)) return options
  return withSetup(options, key, { ...setup, removed: [...setup.removed, ref.channel] })
}

/** The channel is where it belongs by itself, and nowhere else. `automatic` is the key of that chart, if there is one. */
export function forgetChannel(options: ChartsOptions, ref: ChannelRef): ChartsOptions {
  return Object.keys(options.charts).reduce((before, key) => {
    const setup = setupOf(before, key)
    // An automatic chart's key begins with the address of its device.
    const isOfDevice = key.startsWith(`${ref.address}/`)
    return withSetup(before, key, {
      ...setup,
      added: setup.added.filter(other => !sameRef(other, ref)),
      removed: isOfDevice ? setup.removed.filter(name => name !== ref.channel) : setup.removed
    })
  }, options)
}

/** The chart one place up (-1) or down (1) among `keys`, all charts as they stand. */
export function moveChart(
  options: ChartsOptions,
  key: string,
  { keys, by }: { readonly keys: readonly string[]; readonly by: 1 | -1 }
): ChartsOptions {
  const at = keys.indexOf(key)
  const to = at + by
  if (at < 0 || to < 0 || to >= keys.length) return options
  const order = keys.filter(other => other !== key)
  order.splice(to, 0, key)
  return { ...options, order }
}

/** An empty title is the chart's own again. */
export function titleChart(options: ChartsOptions, key: string, title: string): ChartsOptions {
  const name = title.trim().slice(0, 200)
  return withSetup(options, key, { ...setupOf(options, key), title: name === '' ? undefined : name })
}

export function setAxis(
  options: ChartsOptions,
  key: string,
  axis: { id: AxisId; setting: AxisSetting }
): ChartsOptions {
  const setup = setupOf(options, key)
  const { [axis.id]: _before, ...others } = setup.axes
  const { min, max, log } = axis.setting
  const isUsual = min === null && max === null && !log
  return withSetup(options, key, { ...setup, axes: isUsual ? others : { ...others, [axis.id]: { min, max, log } } })
}

/** The chart as it comes of itself; one the user made is gone. */
export function resetChart(options: ChartsOptions, key: string): ChartsOptions {
  return withSetup(options, key, newChart)
}
