import {
  Archive,
  AudioWaveform,
  ChartArea,
  ChartColumn,
  ChartNoAxesCombined,
  ChartScatter,
  Crosshair,
  DatabaseSearch,
  Gauge,
  Hash,
  MapPin,
  Rotate3d,
  Ruler,
  ScrollText,
  SquareTerminal,
  Table,
  TrafficCone,
  Waves
} from '@lucide/vue'
import { type Component, defineAsyncComponent } from 'vue'
import type { z } from 'zod'
import { chartsOptions } from './charts/options'
import { measureOptions } from './measure/options'
import { spectrumOptions } from './spectrum/options'
import { waterfallOptions } from './waterfall/options'
import { histogramOptions } from './histogram/options'
import { xyOptions } from './xy/options'
import { gaugeOptions } from './gauge/options'
import { numberOptions } from './number/options'
import { tableOptions } from './table/options'
import { statesOptions } from './states/options'
import { terminalOptions } from './terminal/options'
import { journalOptions } from './journal/options'
import { mapOptions } from './map/options'
import { orientationOptions } from './orientation/options'
import { triggerOptions } from './trigger/options'
import { capturesOptions } from './captures/options'
import { compareOptions } from './compare/options'
import { sqlOptions } from './sql/options'

/** What the workspace needs to know of a kind of panel; its title is `text.panels.kinds[kind]`. */
export interface PanelDefinition {
  readonly icon: Component
  /** Makes valid options of anything, so that an older layout never breaks a panel. */
  readonly options: z.ZodType
  /** Takes `PanelProps`. */
  readonly component: Component
}

/** Every kind of panel, in the order in which they are offered. */
export const panelKinds = {
  charts: {
    icon: ChartArea,
    options: chartsOptions,
    component: defineAsyncComponent(() => import('./charts/ChartsPanel.vue'))
  },
  measure: {
    icon: Ruler,
    options: measureOptions,
    component: defineAsyncComponent(() => import('./measure/MeasurePanel.vue'))
  },
  spectrum: {
    icon: AudioWaveform,
    options: spectrumOptions,
    component: defineAsyncComponent(() => import('./spectrum/SpectrumPanel.vue'))
  },
  waterfall: {
    icon: Waves,
    options: waterfallOptions,
    component: defineAsyncComponent(() => import('./waterfall/WaterfallPanel.vue'))
  },
  histogram: {
    icon: ChartColumn,
    options: histogramOptions,
    component: defineAsyncComponent(() => import('./histogram/HistogramPanel.vue'))
  },
  xy: { icon: ChartScatter, options: xyOptions, component: defineAsyncComponent(() => import('./xy/XyPanel.vue')) },
  gauge: {
    icon: Gauge,
    options: gaugeOptions,
    component: defineAsyncComponent(() => import('./gauge/GaugePanel.vue'))
  },
  number: {
    icon: Hash,
    options: numberOptions,
    component: defineAsyncComponent(() => import('./number/NumberPanel.vue'))
  },
  table: {
    icon: Table,
    options: tableOptions,
    component: defineAsyncComponent(() => import('./table/TablePanel.vue'))
  },
  states: {
    icon: TrafficCone,
    options: statesOptions,
    component: defineAsyncComponent(() => import('./states/StatesPanel.vue'))
  },
  terminal: {
    icon: SquareTerminal,
    options: terminalOptions,
    component: defineAsyncComponent(() => import('./terminal/TerminalPanel.vue'))
  },
  journal: {
    icon: ScrollText,
    options: journalOptions,
    component: defineAsyncComponent(() => import('./journal/JournalPanel.vue'))
  },
  map: { icon: MapPin, options: mapOptions, component: defineAsyncComponent(() => import('./map/MapPanel.vue')) },
  orientation: {
    icon: Rotate3d,
    options: orientationOptions,
    component: defineAsyncComponent(() => import('./orientation/OrientationPanel.vue'))
  },
  trigger: {
    icon: Crosshair,
    options: triggerOptions,
    component: defineAsyncComponent(() => import('./trigger/TriggerPanel.vue'))
  },
  captures: {
    icon: Archive,
    options: capturesOptions,
    component: defineAsyncComponent(() => import('./captures/CapturesPanel.vue'))
  },
  compare: {
    icon: ChartNoAxesCombined,
    options: compareOptions,
    component: defineAsyncComponent(() => import('./compare/ComparePanel.vue'))
  },
  sql: {
    icon: DatabaseSearch,
    options: sqlOptions,
    component: defineAsyncComponent(() => import('./sql/SqlPanel.vue'))
  }
} as const satisfies Record<string, PanelDefinition>
export type PanelKind = keyof typeof panelKinds
