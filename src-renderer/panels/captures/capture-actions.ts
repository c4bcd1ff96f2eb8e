import {
  ChartNoAxesCombined,
  DatabaseSearch,
  Download,
  Eye,
  FileUp,
  Pin,
  Play,
  RefreshCw,
  ShieldCheck,
  Trash2
} from '@lucide/vue'
import type { Component } from 'vue'
import type { CaptureInfo } from '@shared/model/capture'
import type { PanelKind } from '../kinds'
import { text } from '../../messages'
import { captureName, useCaptures } from '../../stores/captures'
import { useDialogs } from '../../stores/dialogs'
import { useNotices } from '../../stores/notices'
import { useSessions } from '../../stores/sessions'
import { lookAt, mostCompared } from '../compare/options'
import { sqlOptions } from '../sql/options'

/** What an action may ask of the panel it is in. */
export interface ActionPlace {
  /** Opens a panel of a kind with options, beside this one. */
  open(kind: PanelKind, options: unknown, title: string): void
  /** Asks whether to remove them, and does. */
  confirmRemoval(captures: readonly CaptureInfo[]): void
}

/** Something that can be done with recordings that were chosen, in the order in which it is offered. */
export interface CaptureAction {
  readonly id: string
  readonly icon: Component
  title(captures: readonly CaptureInfo[]): string
  /** Whether it makes sense for these; never asked about none. */
  enabled(captures: readonly CaptureInfo[]): boolean
  /** Why it does not, for some of the reasons. */
  why?(captures: readonly CaptureInfo[]): string
  run(captures: readonly CaptureInfo[], place: ActionPlace): void
}

/** Something that makes recordings, for which none has to be chosen. */
export interface FolderAction {
  readonly id: string
  readonly icon: Component
  title(): string
  run(place: ActionPlace): void
}

const names = (captures: readonly CaptureInfo[]): string => captures.map(captureName).join(', ').slice(0, 120)

/** Offered once recordings are chosen. An action of another part of the product is one more entry. */
export const captureActions: readonly CaptureAction[] = [
  {
    id: 'show',
    icon: Eye,
    title: () => text.captures.actions.show,
    enabled: captures => captures.length === 1 && captures[0].channels.length > 0,
    run: (captures, place) => place.open('compare', lookAt(captures), names(captures))
  },
  {
    id: 'compare',
    icon: ChartNoAxesCombined,
    title: () => text.captures.actions.compare,
    enabled: captures => captures.length > 1 && captures.length <= mostCompared,
    why: captures => (captures.length > 1 ? text.captures.tooMany(mostCompared) : text.captures.needsTwo),
    run: (captures, place) => place.open('compare', lookAt(captures), names(captures))
  },
  {
    id: 'export',
    icon: Download,
    title: () => text.captures.actions.export,
    enabled: captures => captures.length === 1,
    run: ([capture]) => useDialogs().showExportCapture(capture.id)
  },
  {
    id: 'replay',
    icon: Play,
    title: () => text.captures.actions.replay,
    enabled: captures => captures.length === 1 && hasBytes(captures[0]),
    why: captures => whyNoBytes(captures),
    run: ([capture]) => void useNotices().attempt(() => useSessions().openReplay({ capture: capture.id }))
  },
  {
    id: 'decode',
    icon: RefreshCw,
    title: () => text.captures.actions.decode,
    enabled: captures => captures.length === 1 && hasBytes(captures[0]),
    why: captures => whyNoBytes(captures),
    run: ([capture]) => useDialogs().showDecode(capture.id)
  },
  {
    id: 'sql',
    icon: DatabaseSearch,
    title: () => text.captures.actions.sql,
    enabled: captures => captures.length === 1,
    run: ([capture], place) =>
      place.open('sql', sqlOptions.parse({ capture: capture.id }), `${text.panels.kinds.sql}: ${captureName(capture)}`)
  },
  {
    id: 'verify',
    icon: ShieldCheck,
    title: () => text.captures.actions.verify,
    enabled: captures => captures.length === 1,
    run: ([capture]) => useDialogs().showVerify(capture.id)
  },
  {
    id: 'pin',
    icon: Pin,
    title: captures => (allPinned(captures) ? text.captures.unpin : text.captures.pin),
    enabled: () => true,
    run(captures) {
      const pinned = !allPinned(captures)
      const store = useCaptures()
      for (const { id, notes } of captures) if (notes.pinned !== pinned) void store.annotate(id, { pinned })
    }
  },
  {
    id: 'remove',
    icon: Trash2,
    title: () => text.captures.actions.remove,
    enabled: captures => captures.every(({ status }) => status !== 'recording'),
    why: () => text.captures.whileRecording,
    run: (captures, place) => place.confirmRemoval(captures)
  }
]

/** Offered always. */
export const folderActions: readonly FolderAction[] = [
  { id: 'import', icon: FileUp, title: () => text.captures.actions.import, run: () => useDialogs().show('import') }
]

/** Only what a device sent, and is complete, can be read anew. */
function hasBytes({ bytes, status }: CaptureInfo): boolean {
  return bytes > 0 && status !== 'recording'
}

function whyNoBytes(captures: readonly CaptureInfo[]): string {
  if (captures.length !== 1) return text.captures.needsOne
  return captures[0].status === 'recording' ? text.captures.whileRecording : text.captures.withoutBytes
}

function allPinned(captures: readonly CaptureInfo[]): boolean {
  return captures.every(({ notes }) => notes.pinned)
}
