/** Everything a chart paints that is not a channel's own colour. */
export interface ChartTheme {
  readonly dark: boolean
  readonly surface: string
  readonly grid: string
  readonly axis: string
  readonly text: string
  readonly strong: string
  readonly green: string
  readonly yellow: string
  readonly red: string
  readonly font: string
}

const light: ChartTheme = {
  dark: false,
  surface: '#ffffff',
  grid: '#e9ecf0',
  axis: '#cdd3da',
  text: '#5b6573',
  strong: '#1c2430',
  green: '#1a8f4c',
  yellow: '#b87700',
  red: '#cf2a1e',
  font: '11px system-ui, sans-serif'
}

const dark: ChartTheme = {
  dark: true,
  surface: '#14181d',
  grid: '#232932',
  axis: '#39414d',
  text: '#98a3b3',
  strong: '#e8edf4',
  green: '#35c26f',
  yellow: '#f0b429',
  red: '#ff5a4d',
  font: '11px system-ui, sans-serif'
}

/** Custom properties a page may set on the chart or above it; what is not set keeps the built-in colour. */
const properties = {
  surface: '--chart-surface',
  grid: '--chart-grid',
  axis: '--chart-axis',
  text: '--chart-text',
  strong: '--chart-strong',
  green: '--lamp-green',
  yellow: '--lamp-yellow',
  red: '--lamp-red'
} as const

/** Whether the page is dark: `data-theme` on the root decides, else what the system prefers. */
export function pageIsDark(): boolean {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'dark' || chosen === 'light') return chosen === 'dark'
  return matchMedia('(prefers-color-scheme: dark)').matches
}

/** The colours in force at `element`. */
export function readTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element)
  const theme: Record<string, string | boolean> = { ...(pageIsDark() ? dark : light) }
  for (const [name, property] of Object.entries(properties)) {
    const value = style.getPropertyValue(property).trim()
    if (value !== '') theme[name] = value
  }
  return { ...(pageIsDark() ? dark : light), ...theme, font: `11px ${style.fontFamily}` }
}

/** Calls `listener` after the theme changed, by the system or by `data-theme` or `class` on the root; gives the way to stop. */
export function onThemeChange(listener: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)')
  const observer = new MutationObserver(listener)
  media.addEventListener('change', listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class'] })
  return () => {
    media.removeEventListener('change', listener)
    observer.disconnect()
  }
}
