import { useEventListener } from '@vueuse/core'
import { readonly, ref, type Ref } from 'vue'
import { useDialogs } from '../../stores/dialogs'
import { useImports } from '../../stores/imports'

/** A file dropped anywhere on the page opens the import. Answers whether one is dragged over it now. */
export function useFileDrop(): Readonly<Ref<boolean>> {
  const dialogs = useDialogs()
  const imports = useImports()
  const isOver = ref(false)

  function over(event: DragEvent): void {
    // Panels and channels are dragged too.
    if (!event.dataTransfer?.types.includes('Files')) return
    // Without this the browser would open the file in the page's place.
    event.preventDefault()
    isOver.value = true
  }
  function left(event: DragEvent): void {
    if (event.relatedTarget === null) isOver.value = false
  }
  function drop(event: DragEvent): void {
    isOver.value = false
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    const [file] = event.dataTransfer.files
    dialogs.show('import')
    if (file && !imports.isRunning) void imports.open(file)
  }

  useEventListener(window, 'dragover', over)
  useEventListener(window, 'dragleave', left)
  useEventListener(window, 'drop', drop)
  return readonly(isOver)
}
