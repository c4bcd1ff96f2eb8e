import type { Source, Stage } from './types'

/**
 * The source with the stages behind it, in the order of the bytes' way. Costs nothing; errors and cancellation are
 * those of the parts.
 * @example pipe(fromIterable([1, 2, 3]), filter(isOdd), map(String)) // '1', '3'
 */
export function pipe<A>(source: Source<A>): Source<A>
export function pipe<A, B>(source: Source<A>, first: Stage<A, B>): Source<B>
export function pipe<A, B, C>(source: Source<A>, first: Stage<A, B>, second: Stage<B, C>): Source<C>
export function pipe<A, B, C, D>(
  source: Source<A>,
  first: Stage<A, B>,
  second: Stage<B, C>,
  third: Stage<C, D>
): Source<D>
export function pipe<A, B, C, D, E>(
  source: Source<A>,
  first: Stage<A, B>,
  second: Stage<B, C>,
  third: Stage<C, D>,
  fourth: Stage<D, E>
): Source<E>
export function pipe<A, B, C, D, E, F>(
  source: Source<A>,
  first: Stage<A, B>,
  second: Stage<B, C>,
  third: Stage<C, D>,
  fourth: Stage<D, E>,
  fifth: Stage<E, F>
): Source<F>
export function pipe<A, B, C, D, E, F, G>(
  source: Source<A>,
  first: Stage<A, B>,
  second: Stage<B, C>,
  third: Stage<C, D>,
  fourth: Stage<D, E>,
  fifth: Stage<E, F>,
  sixth: Stage<F, G>
): Source<G>
/** Any number of stages that keep the item's type, e.g. those a user arranged. */
export function pipe<A>(source: Source<A>, ...stages: readonly Stage<A, A>[]): Source<A>
export function pipe(source: Source<unknown>, ...stages: readonly Stage<unknown, unknown>[]): Source<unknown> {
  return stages.reduce((made, stage) => stage(made), source)
}
