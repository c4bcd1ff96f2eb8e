import type { CanvasFrame } from '../../composables/use-painted-canvas'
import type { ChartTheme } from '../../charts/theme'
import { mixColours } from '../../charts/palette'
import { type Quaternion, rotated } from '@shared/analysis/attitude'

type Vector = readonly [number, number, number]

/** A flat board, as long as two of its widths: its x axis points forward, z up out of its face. */
const half: Vector = [1, 0.6, 0.14]
const corners: readonly Vector[] = [-1, 1].flatMap(x =>
  [-1, 1].flatMap(y => [-1, 1].map((z): Vector => [x * half[0], y * half[1], z * half[2]]))
)
/** Corner numbers around each face, and where it looks. */
const faces: readonly { readonly around: readonly number[]; readonly normal: Vector }[] = [
  { around: [4, 5, 7, 6], normal: [1, 0, 0] },
  { around: [0, 2, 3, 1], normal: [-1, 0, 0] },
  { around: [2, 6, 7, 3], normal: [0, 1, 0] },
  { around: [0, 1, 5, 4], normal: [0, -1, 0] },
  { around: [1, 3, 7, 5], normal: [0, 0, 1] },
  { around: [0, 4, 6, 2], normal: [0, 0, -1] }
]
const axes: readonly { readonly name: string; readonly end: Vector }[] = [
  { name: 'X', end: [1.55, 0, 0] },
  { name: 'Y', end: [0, 1.1, 0] },
  { name: 'Z', end: [0, 0, 0.9] }
]

/** Seen from behind, above and a little to the right: the room's x goes into the picture. */
const tilt = 25 * (Math.PI / 180)
const turn = -30 * (Math.PI / 180)
const distance = 6

interface Seen {
  readonly x: number
  readonly y: number
  /** Larger is nearer. */
  readonly depth: number
}

function camera([x, y, z]: Vector): Vector {
  const forward = x * Math.cos(turn) - y * Math.sin(turn)
  const left = x * Math.sin(turn) + y * Math.cos(turn)
  const up = z * Math.cos(tilt) + forward * Math.sin(tilt)
  const away = forward * Math.cos(tilt) - z * Math.sin(tilt)
  return [-left, up, -away]
}

/** Paints a board that points where `pose` says, with its axes. */
export function paintBoard({ context, width, height, theme }: CanvasFrame, pose: Quaternion): void {
  const scale = Math.min(width / 3.4, height / 2.6)
  const see = (vector: Vector): Seen => {
    const [x, y, depth] = camera(vector)
    const near = distance / (distance - depth)
    return { x: width / 2 + x * scale * near, y: height / 2 - y * scale * near, depth }
  }
  paintFloor(context, theme, see)
  const placed = corners.map(corner => see(rotated(pose, corner)))
  const order = faces
    .map(face => ({ face, depth: face.around.reduce((sum, corner) => sum + placed[corner].depth, 0) }))
    .sort((one, other) => one.depth - other.depth)
  for (const { face } of order) {
    const normal = rotated(pose, face.normal)
    // Light from above, so that a face tells how it is turned.
    const bright = 0.5 + 0.5 * normal[2]
    context.beginPath()
    for (const [at, corner] of face.around.entries()) {
      if (at === 0) context.moveTo(placed[corner].x, placed[corner].y)
      else context.lineTo(placed[corner].x, placed[corner].y)
    }
    context.closePath()
    const [shade, lit] = theme.dark ? ['#2a4a6b', '#8fc1f2'] : ['#7d93ad', '#d7e6f7']
    context.fillStyle = mixColours(shade, lit, bright)
    context.fill()
    context.strokeStyle = theme.strong
    context.lineWidth = 1
    context.stroke()
  }
  paintAxes(context, theme, see, pose)
}

function paintFloor(context: CanvasRenderingContext2D, theme: ChartTheme, see: (vector: Vector) => Seen): void {
  context.strokeStyle = theme.grid
  context.lineWidth = 1
  context.beginPath()
  for (let line = -2; line <= 2; line++) {
    for (const [from, to] of [
      [
        [line, -2, -1.1],
        [line, 2, -1.1]
      ],
      [
        [-2, line, -1.1],
        [2, line, -1.1]
      ]
    ] as const) {
      const [a, b] = [see(from), see(to)]
      context.moveTo(a.x, a.y)
      context.lineTo(b.x, b.y)
    }
  }
  context.stroke()
}

function paintAxes(
  context: CanvasRenderingContext2D,
  theme: ChartTheme,
  see: (vector: Vector) => Seen,
  pose: Quaternion
): void {
  context.font = theme.font
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  const centre = see([0, 0, 0])
  const colours = [theme.red, theme.green, theme.strong]
  for (const [at, { name, end }] of axes.entries()) {
    const tip = see(rotated(pose, end))
    context.strokeStyle = context.fillStyle = colours[at]
    context.lineWidth = 2
    context.beginPath()
    context.moveTo(centre.x, centre.y)
    context.lineTo(tip.x, tip.y)
    context.stroke()
    const [x, y] = [tip.x - centre.x, tip.y - centre.y]
    const size = Math.hypot(x, y) || 1
    context.fillText(name, tip.x + (x / size) * 9, tip.y + (y / size) * 9)
  }
}
