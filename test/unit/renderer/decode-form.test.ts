import { describe, expect, test } from 'vitest'
import { emptyForm, readForm } from '@renderer/panels/decode/decode-form'

describe('the form for decoding again', () => {
  test('changes nothing while nothing is filled in', () => {
    expect(readForm(emptyForm()).recipe).toEqual({})
  })

  test('means what is filled in, with decimal commas, and leaves out corrections that correct nothing', () => {
    const { recipe } = readForm({
      format: 'labels',
      window: '20',
      detector: 'zscore',
      threshold: '4,5',
      calibration: { a: { scale: '1,5', offset: '' }, b: { scale: '1', offset: '0' } },
      hasScript: true,
      script: 'sum = a + b # both\n\n# nothing\nhalf(V) = sum / 2'
    })
    expect(recipe).toEqual({
      format: 'labels',
      window: 20,
      anomaly: { kind: 'zscore', threshold: 4.5 },
      calibration: { a: { scale: 1.5, offset: 0 } },
      derived: [
        { name: 'sum', unit: '', expression: 'a + b' },
        { name: 'half', unit: 'V', expression: 'sum / 2' }
      ]
    })
  })

  test('says which field is wrong', () => {
    const form = { ...emptyForm(), window: '2.5', detector: 'deviation', threshold: '', hasScript: true } as const
    const { recipe, errors } = readForm({
      ...form,
      calibration: { a: { scale: 'x', offset: '' } },
      script: 'fine = 1\nno'
    })
    expect(recipe).toBeNull()
    expect(errors).toMatchObject({ calibration: ['a'], script: { message: 'line 2: "no" is no derived channel' } })
    expect([errors.window, errors.threshold].every(text => text !== '')).toBe(true)
  })
})
