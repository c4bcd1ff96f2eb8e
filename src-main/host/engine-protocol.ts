import { z } from 'zod'
import { Problem } from '@shared/model/session'

/** What the engine is told at its start. */
export const EngineOptions = z.object({
  /** Where captures, settings and the list of open devices are kept; an absolute path. */
  dataFolder: z.string().min(1),
  /** Addresses of devices to open and record at once, see `parseDeviceAddress`. */
  open: z.array(z.string().min(1).max(1024)).max(256).default([]),
  /** Where a finished export is put as `<64 hex digits>/<name>` for the page to download. */
  exportsFolder: z.string().min(1).optional(),
  version: z.string(),
  /** The engine before this one died: what it had open is opened again. */
  resume: z.boolean().default(false)
})
export type EngineOptions = Readonly<z.infer<typeof EngineOptions>>

/** 256 random bits as hex: what it names can be neither guessed nor made up. */
export const Ticket = z.string().regex(/^[0-9a-f]{64}$/)

/** A file to be read: where it lies, and what it is called and was last written where it is from. */
export const BroughtFile = z.object({
  path: z.string().min(1),
  name: z.string().min(1).max(255),
  modified: z.number().finite(),
  /** A copy that the engine removes once it is not needed. */
  isTemporary: z.boolean()
})
export type BroughtFile = Readonly<z.infer<typeof BroughtFile>>

/** What a host says to its engine. In the desktop app `link` comes with a MessagePort. */
export const HostMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start'), options: EngineOptions }),
  /** A clean stop: complete the captures, close the devices, exit. */
  z.object({ type: z.literal('shutdown') }),
  z.object({ type: z.literal('link') }),
  /** The user chose this path in a save dialog: the export that names the ticket may write it, once. */
  z.object({ type: z.literal('grant'), ticket: Ticket, path: z.string().min(1) }),
  /** The user brought this file to be read: calls that name the ticket may read it. */
  z.object({ type: z.literal('file'), ticket: Ticket, file: BroughtFile })
])
export type HostMessage = Readonly<z.infer<typeof HostMessage>>

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** How often a ready engine says that it is alive, ms. */
export const aliveInterval = 2000

/** What an engine says to its host. */
export const EngineMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** A sign of life, every `aliveInterval` once it is ready: its event loop goes round. */
  z.object({ type: z.literal('alive') }),
  /** It cannot start, and another attempt would fail the same way: e.g. another process uses the data folder. */
  z.object({ type: z.literal('refused'), problem: Problem }),
  z.object({ type: z.literal('log'), level: z.enum(logLevels), text: z.string() })
])
export type EngineMessage = Readonly<z.infer<typeof EngineMessage>>
