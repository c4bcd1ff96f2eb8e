/** As much of the words as fits; '' when that would be next to nothing. */
export function fitting(context: CanvasRenderingContext2D, words: string, room: number): string {
  if (context.measureText(words).width <= room) return words
  for (let length = words.length - 1; length > 2; length--) {
    const cut = `${words.slice(0, length).trimEnd()}…`
    if (context.measureText(cut).width <= room) return cut
  }
  return ''
}
