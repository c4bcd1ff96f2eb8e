/** Whether things that move by themselves are to move in steps; `data-motion` on the root says so, see composables/use-habits.ts. */
export function lessMotion(): boolean {
  return document.documentElement.dataset.motion === 'less'
}

/** By how much a followed chart of `span` ms is moved at a time, ms; 0 for evenly. */
export function motionStep(span: number): number {
  return lessMotion() ? Math.max(250, Math.min(1000, span / 10)) : 0
}
