/** Everything a chart paints that is not a channel's own colour. */
export interface ChartTheme {
  readonly dark: boolean
  readonly surface: string
  readonly grid: string
  readonly axis: string
  readonly text: string
  readonly strong: string
  /** What the user points out: cursors, selections. */
  readonly accent: string
  readonly green: string
  readonly yellow: string
  readonly red: string
  readonly font: string
}

/** Also that of what is printed, whatever the page looks like. */
export const lightTheme: ChartTheme = {
  dark: false,
  surface: '#ffffff',
  grid: '#e9ecf0',
  axis: '#cdd3da',
  text: '#5b6573',
  strong: '#1c2430',
  accent: '#0b5cbd',
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
  accent: '#6fb3ff',
  green: '#35c26f',
  yellow: '#f0b429',
  red: '#ff5a4d',
  font: '11px system-ui, sans-serif'
}

/** The page's design tokens, by what they paint here; what a page does not set keeps the built-in colour. */
const tokens = {
  surface: ['--chart-surface', '--surface'],
  grid: ['--chart-grid'],
  axis: ['--chart-axis'],
  text: ['--chart-text', '--text-soft'],
  strong: ['--chart-strong', '--text'],
  accent: ['--accent'],
  green: ['--state-green'],
  yellow: ['--state-yellow'],
  red: ['--state-red']
} as const
type Token = keyof typeof tokens

/** Whether the page is dark: `data-theme` on the root decides, else what the system prefers. */
export function pageIsDark(): boolean {
  const chosen = document.documentElement.dataset.theme
  if (chosen === 'dark' || chosen === 'light') return chosen === 'dark'
  return matchMedia('(prefers-color-scheme: dark)').matches
}

/**
 * The colours in force at `element`. A token may be any expression (`light-dark()`, another variable), which a canvas does
 * not understand; as the colour of an element in the page it becomes plain.
 */
export function readTheme(element: Element): ChartTheme {
  const builtIn = pageIsDark() ? dark : lightTheme
  const probe = document.createElement('span')
  probe.hidden = true
  // Else every colour of the page would read as that of text where the system forces its own.
  probe.style.setProperty('forced-color-adjust', 'none')
  element.append(probe)
  const style = getComputedStyle(probe)
  const colours: Partial<Record<Token, string>> = {}
  for (const name of Object.keys(tokens) as Token[]) {
    probe.style.color = tokens[name].reduceRight((inner, token) => `var(${token}, ${inner})`, builtIn[name])
    colours[name] = style.color
  }
  const font = `11px ${style.fontFamily}`
  probe.remove()
  return { ...builtIn, ...colours, font }
}

/** Attributes of the root that change what a canvas shows: see composables/use-habits.ts. */
const attributes = ['data-theme', 'data-contrast', 'data-times', 'data-motion', 'lang', 'class']
const queries = ['(prefers-color-scheme: dark)', '(forced-colors: active)']

/** Calls `listener` after the look of the page changed: theme, contrast, how times are written, language; gives the way to stop. */
export function onThemeChange(listener: () => void): () => void {
  const media = queries.map(query => matchMedia(query))
  const observer = new MutationObserver(listener)
  for (const one of media) one.addEventListener('change', listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: attributes })
  return () => {
    for (const one of media) one.removeEventListener('change', listener)
    observer.disconnect()
  }
}
