import { asSignalboxError, SignalboxError, type ErrorCode } from '@shared/base/errors'
import type { Problem } from '@shared/model/session'

const remedies: readonly (readonly [RegExp, string])[] = [
  [/no space left|ENOSPC|disk full|quota/i, 'Free some space on that disk, or choose another folder.'],
  [/permission denied|EACCES|EPERM|read-only file system|EROFS/i, 'Allow writing there, or choose another folder.'],
  [/no such file|ENOENT/i, 'Choose a folder that exists.'],
  [/not a directory|ENOTDIR|EEXIST/i, 'A part of that path is a file: choose another folder.'],
  [/corrupt|checksum/i, 'The file was damaged on the disk: put back a copy of it, or move it away.'],
  [/is a directory|EISDIR/i, 'That is a folder: choose a file name in it.']
]

/** `error` as a `storage` error that says what was being done to which file, and what the user can do. */
export function storageError(doing: string, error: unknown): SignalboxError {
  if (error instanceof SignalboxError) return error
  const message = error instanceof Error ? error.message : String(error)
  const remedy = remedies.find(([pattern]) => pattern.test(message))?.[1] ?? 'Look at the disk and its permissions.'
  return new SignalboxError('storage', `${doing}: ${message}`, { remedy, cause: error })
}

/** An error as plain data, for the other thread and for the page. */
export function problemOf(error: unknown): Problem {
  const { code, message, remedy } = asSignalboxError(error)
  return { code, message, remedy }
}

/** The error a problem was made of. */
export function errorOf({ code, message, remedy }: Problem): SignalboxError {
  return new SignalboxError(code as ErrorCode, message, { remedy })
}

export function noSuchCapture(capture: string): SignalboxError {
  return new SignalboxError('not-found', `there is no capture "${capture}"`, {
    remedy: 'List the captures to see their names.'
  })
}

/** Answers `undefined` when a file is missing, throws anything else. */
export function ifThere(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
