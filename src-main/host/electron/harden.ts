import { app, session, shell, type WebContents } from 'electron'
import type { PageOrigin } from './page-origin'

/** The only permissions our page gets: putting something on the clipboard after a click, and telling of red lamps. */
const allowedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write', 'notifications'])
/** Where a link may lead, in the user's own browser. */
const allowedSites: ReadonlySet<string> = new Set(['github.com'])

/** Electron's security checklist, for every web contents there will ever be. Call when the app is ready. */
export function harden(origin: PageOrigin): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(allowedPermissions.has(permission) && origin.includes(details.requestingUrl))
  )
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission, requesting) => allowedPermissions.has(permission) && origin.includes(requesting)
  )
  session.defaultSession.setDevicePermissionHandler(() => false)
  app.on('web-contents-created', (_event, contents) => confine(contents, origin))
}

function confine(contents: WebContents, origin: PageOrigin): void {
  const stay = (event: { preventDefault(): void; readonly url: string }): void => {
    if (!origin.includes(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenOutside(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}

/** Whether a link may be handed to the user's browser. */
export function mayOpenOutside(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username } = new URL(url)
  return protocol === 'https:' && username === '' && allowedSites.has(hostname)
}
