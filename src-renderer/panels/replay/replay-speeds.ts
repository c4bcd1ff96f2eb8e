/** Times as fast as it was recorded. */
export const replaySpeeds = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const

/** The speeds that are offered, the one in force among them. */
export function offeredSpeeds(speed: number): readonly number[] {
  return [...new Set([...replaySpeeds, speed])].sort((one, other) => one - other)
}

/** The next speed that is offered, faster (1) or slower (-1); the same at the end. */
export function nextSpeed(speed: number, by: 1 | -1): number {
  const next = by === 1 ? replaySpeeds.find(other => other > speed) : replaySpeeds.findLast(other => other < speed)
  return next ?? speed
}
