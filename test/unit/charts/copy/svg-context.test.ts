import { describe, expect, it } from 'vitest'
import { SvgContext } from '@renderer/charts/copy/svg-context'

const size = { width: 100, height: 50, title: 'a < b' }
const context = (): SvgContext => new SvgContext(text => text.length * 6)

describe('a picture of vectors', () => {
  it('puts points where the matrix of their time says', () => {
    const svg = context()
    svg.beginPath()
    svg.setTransform(2, 0, 0, 2, 10, 5)
    svg.moveTo(1, 1)
    svg.resetTransform()
    svg.lineTo(3, 4)
    svg.stroke()
    expect(svg.toString(size)).toContain('d="M12 7L3 4"')
  })
  it('goes back to what was saved, clip and dash included', () => {
    const svg = context()
    svg.save()
    svg.rect(0, 0, 10, 10)
    svg.clip()
    svg.setLineDash([4, 2])
    svg.strokeStyle = '#ff0000'
    svg.beginPath()
    svg.moveTo(0, 0)
    svg.lineTo(5, 5)
    svg.stroke()
    svg.restore()
    svg.stroke()
    const [inside, outside] = svg.toString(size).match(/<path d="M0 0L5 5"[^>]*>/g)!
    expect(inside).toContain('clip-path="url(#clip0)"')
    expect(inside).toContain('stroke-dasharray="4 2"')
    expect(outside).not.toMatch(/clip|dash|ff0000/)
  })
  it('keeps text as text, turned with its axis, whatever it holds', () => {
    const svg = context()
    svg.translate(20, 30)
    svg.rotate(-Math.PI / 2)
    svg.textAlign = 'right'
    svg.fillText('5 < "6" & more', 0, 0)
    const text = svg.toString(size)
    expect(text).toContain('transform="matrix(0 -1 1 0 20 30)"')
    expect(text).toContain('>5 &lt; &quot;6&quot; &amp; more</text>')
    expect(text).toContain('<title>a &lt; b</title>')
  })
  it('draws whole circles, which one arc cannot', () => {
    const svg = context()
    svg.beginPath()
    svg.arc(10, 10, 2, 0, 2 * Math.PI)
    svg.fill()
    expect(svg.toString(size)).toContain('d="M12 10A2 2 0 0 1 8 10A2 2 0 0 1 12 10"')
  })
})
