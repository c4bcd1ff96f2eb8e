/** Calls `listener` when the page comes to a display of another pixel ratio or is zoomed; gives the way to stop. */
export function onRatioChange(listener: () => void): () => void {
  let media = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
  const changed = (): void => {
    media.removeEventListener('change', changed)
    media = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
    media.addEventListener('change', changed)
    listener()
  }
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}
