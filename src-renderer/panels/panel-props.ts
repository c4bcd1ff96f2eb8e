/**
 * What every panel of the workspace is given. `options` were checked by the kind's schema; a panel changes them by
 * `emit('update:options', next)` with a whole new object, which is remembered with the layout.
 */
export interface PanelProps<Options> {
  /** Names the panel within the layout. */
  readonly panel: string
  readonly options: Options
}
