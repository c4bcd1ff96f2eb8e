import { inject, type InjectionKey, provide } from 'vue'
import { createDockControl, type DockControl } from './dock-control'

const key: InjectionKey<DockControl> = Symbol('dock')

export function provideDock(): DockControl {
  const control = createDockControl()
  provide(key, control)
  return control
}

/** The dock's control. @throws outside of the workspace */
export function useDock(): DockControl {
  const control = inject(key)
  if (!control) throw new Error('useDock needs a workspace around it')
  return control
}
