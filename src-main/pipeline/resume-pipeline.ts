import type { Coroutine } from '@shared/flow/types'
import type { Item } from '@shared/model/item'
import { createPipeline, type Pipeline, type PipelineOptions } from './chain'

/**
 * A pipeline whose stages go on from `stages`, a snapshot of an earlier one. Where there is none, or it is from another
 * version, windows and lamps start anew, which loses no data.
 */
export function resumePipeline(
  decoder: Coroutine<Item, readonly Item[]>,
  options: PipelineOptions,
  stages: unknown
): Pipeline {
  const pipeline = createPipeline(decoder, options)
  if (stages === undefined) return pipeline
  try {
    pipeline.restore(stages)
    return pipeline
  } catch {
    return createPipeline(decoder, options)
  }
}
