/** The scheme the page is served with, and the only host it knows. */
export const pageScheme = 'app'
export const pageHost = 'signalbox'
export const pageUrl = `${pageScheme}://${pageHost}/index.html`

/** Where the page lives: its own scheme, or the dev server. */
export interface PageOrigin {
  readonly url: string
  /** Whether an address is the page's. */
  includes(url: string | undefined): boolean
}

/** `devUrl` is the dev server's address while developing. */
export function pageOrigin(devUrl?: string): PageOrigin {
  const url = devUrl ?? pageUrl
  const ours = new URL(url)
  return {
    url,
    includes(address) {
      // Not `origin`: Node calls that of every scheme of one's own "null".
      const parsed = address !== undefined && URL.canParse(address) ? new URL(address) : undefined
      return parsed?.protocol === ours.protocol && parsed.host === ours.host
    }
  }
}
