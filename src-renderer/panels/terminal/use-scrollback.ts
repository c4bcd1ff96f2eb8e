import { computed, type ComputedRef, type Ref, ref, shallowRef, type ShallowRef, watch } from 'vue'
import { asciiText, hexText } from './hex-rows'
import type { LineFilter } from './line-filter'
import type { Cutting, TerminalLine } from './terminal-log'
import { visibleText } from './visible-text'

/** What a line says, as it is searched and copied. */
export function lineText({ bytes }: TerminalLine, cutting: Cutting): string {
  return cutting === 'text' ? visibleText(bytes) : `${hexText(bytes, cutting)}  ${asciiText(bytes)}`
}

export interface Scrollback {
  /** The lines to be shown: all that pass, or those that were there when the user went to look back. */
  readonly rows: Readonly<ShallowRef<readonly TerminalLine[]>>
  /** Whether the newest line is kept in sight. */
  readonly following: Ref<boolean>
  /** Lines that came since the user looks back, and pass. */
  readonly fresh: ComputedRef<number>
}

/** Filters lines, and holds them still while somebody looks back. */
export function useScrollback(input: {
  readonly lines: Readonly<ShallowRef<readonly TerminalLine[]>>
  readonly cutting: () => Cutting
  /** null shows all lines. */
  readonly filter: () => LineFilter | null
}): Scrollback {
  const rows = shallowRef<readonly TerminalLine[]>([])
  const following = ref(true)
  /** What passes is worked out once a line and filter. */
  const passes = computed(() => {
    const [filter, cutting] = [input.filter(), input.cutting()]
    if (!filter) return () => true
    const known = new WeakMap<TerminalLine, boolean>()
    return (line: TerminalLine): boolean => {
      let passing = known.get(line)
      if (passing === undefined)
        known.set(line, (passing = line.kind === 'skipped' || filter.matches(lineText(line, cutting))))
      return passing
    }
  })
  const passing = computed(() => input.lines.value.filter(passes.value))
  const fresh = computed(() => {
    if (following.value) return 0
    const last = rows.value.at(-1)?.key ?? 0
    const first = passing.value.findIndex(({ key }) => key > last)
    return first < 0 ? 0 : passing.value.length - first
  })
  watch(
    passing,
    now => {
      if (following.value || now.length === 0) rows.value = now
    },
    { immediate: true }
  )
  watch(following, now => now && (rows.value = passing.value))
  watch([input.cutting, input.filter], () => (rows.value = passing.value))
  return { rows, following, fresh }
}
