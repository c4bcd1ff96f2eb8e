import { coroutine } from '@shared/flow/coroutine'
import type { Coroutine } from '@shared/flow/types'
import type { Problem } from '@shared/model/session'
import type { Keeping } from './thread-recorder'

/** Bytes left on the disk at which something is done about it. */
export interface DiskLimits {
  /** Said. */
  readonly warning: number
  /** Samples are left out: they can be decoded again from the raw bytes. */
  readonly samples: number
  /** Nothing is recorded any more, so that what is there can be completed. */
  readonly everything: number
}

const mebibyte = 1024 ** 2
export const usualDiskLimits: DiskLimits = {
  warning: 2048 * mebibyte,
  samples: 512 * mebibyte,
  everything: 64 * mebibyte
}

/** So much more than a limit must be left before what it stopped begins again. */
const margin = 1.25

export interface DiskState {
  readonly keeping: Keeping
  readonly problem: Problem | null
}

/**
 * The states of a disk that fills and is emptied: sent the bytes that are left, it answers what is recorded from now on and
 * what the user is told. Each state is a generator of its own, left when it no longer holds.
 */
export function watchDisk(limits: DiskLimits, folder: string): Coroutine<number, DiskState> {
  const tell = (keeping: Keeping, free: number, what: string): DiskState => ({
    keeping,
    problem: {
      code: 'storage',
      message: `only ${amount(free)} are left on the disk of ${folder}: ${what}`,
      remedy: 'Remove captures that are no longer needed, or free space on that disk.'
    }
  })
  const low = (free: number): DiskState => {
    if (free >= limits.warning) return { keeping: 'everything', problem: null }
    return tell(
      'everything',
      free,
      `below ${amount(limits.samples)} samples are no longer recorded, below ${amount(limits.everything)} nothing is`
    )
  }

  function* everything(free: number): Generator<DiskState, number, number> {
    while (free >= limits.samples) free = yield low(free)
    return free
  }
  function* rawOnly(free: number): Generator<DiskState, number, number> {
    while (free >= limits.everything && free < limits.samples * margin)
      free = yield tell('raw', free, 'samples are not recorded now; the raw bytes are, and can be decoded again')
    return free
  }
  function* nothing(free: number): Generator<DiskState, number, number> {
    while (free < limits.everything * margin) free = yield tell('nothing', free, 'nothing is recorded now')
    return free
  }

  return coroutine('disk', function* (): Generator<DiskState, void, number> {
    let free = yield { keeping: 'everything', problem: null }
    for (;;) {
      free = yield* everything(free)
      while (free < limits.samples * margin) {
        if (free < limits.everything) free = yield* nothing(free)
        free = yield* rawOnly(free)
      }
    }
  })
}

function amount(bytes: number): string {
  const [divisor, unit] = bytes >= 1e9 ? [1e9, 'GB'] : [1e6, 'MB']
  return `${(bytes / divisor).toFixed(bytes >= 1e9 ? 1 : 0)} ${unit}`
}
