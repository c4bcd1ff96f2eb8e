import type { ChannelStatistics } from '@shared/model/statistics'

/** Figures of the stretch between the cursors, as the engine computes them. */
export const statisticColumns = [
  ...(['count', 'min', 'max', 'mean', 'rms', 'sigma', 'integral'] as const),
  ...(['p1', 'p5', 'p50', 'p95', 'p99'] as const)
] as const satisfies readonly (keyof ChannelStatistics)[]

/** Every column of numbers of the table of measurements, in their order. */
export const measureColumns = ['pointer', 'a', 'b', 'difference', 'slope', ...statisticColumns] as const
export type MeasureColumn = (typeof measureColumns)[number]
