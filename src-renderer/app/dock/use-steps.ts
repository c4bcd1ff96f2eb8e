import { computed, type ComputedRef } from 'vue'
import { changeText } from '../../layout/change-text'
import { text } from '../../messages'
import { useLayout } from '../../stores/layout'
import { titleOf } from './dock-control'

/** What undo and redo would do, in words; null: nothing. */
export function useSteps(): { readonly undo: ComputedRef<string | null>; readonly redo: ComputedRef<string | null> } {
  const layout = useLayout()
  return {
    undo: computed(() => {
      const step = layout.history.past.at(-1)
      return step ? text.layout.undoWhat(changeText(step, layout.current, titleOf)) : null
    }),
    redo: computed(() => {
      const step = layout.history.future[0]
      return step ? text.layout.redoWhat(changeText(step, layout.current, titleOf)) : null
    })
  }
}
