import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { preview, readWhole } from './imported'
const show = async (name: string, c: string | Uint8Array, ch = {}) => {
  try {
    const p = await preview(c, ch)
    const r = await readWhole(c, ch)
    console.log(
      name,
      JSON.stringify({
        ...p,
        rows: p.rows.slice(0, 2),
        plan: { ...p.plan, columns: p.plan.columns.map(c => `${c.label}|${c.name}|${c.unit}|${c.kind}|${c.used}`) }
      }),
      '\n ->',
      r.names.join(),
      r.units.join(),
      r.times.length,
      JSON.stringify(r.times.slice(0, 3)),
      JSON.stringify(r.rows.slice(0, 3)),
      JSON.stringify(r.tally.rejected),
      JSON.stringify(r.tally.problems.slice(0, 3))
    )
  } catch (e) {
    console.log(name, 'ERR', e)
  }
}
test('x', async () => {
  await show('imu', '/work/shared/captures/imu_fusion_sensor_data_first5000.csv')
  await show('gps', '/work/shared/captures/gps_mtk3339_9600_8n1.csv')
  const nab = '/work/shared/nab/data'
  for (const d of readdirSync(nab)) {
    const f = readdirSync(join(nab, d))[0]
    await show(f, join(nab, d, f))
  }
  await show(
    'semi',
    'Datum;Uhrzeit;Temp [°C];Druck in hPa\n01.02.2026;10:00:00;1,5;1.013,25\n01.02.2026;10:00:01;2,5;1.013,50\n'
  )
  await show('german1', 'Zeit;A;B\n13.02.2026 10:00:00,5;1,5;2,5\n13.02.2026 10:00:01,5;2,5;3\n')
  await show('noheader', '0.00,1.5,2\n0.01,1.6,3\n0.02,1.7,5\n')
  await show('nohdr-notime', '5,1.5\n4,1.6\n7,1.7\n')
  await show(
    'ss',
    'RX Date/Time,IMU/Accel X,IMU/Temp (°C)\n2025/01/29 14:30:45::123,1,2\n2025/01/29 14:30:45::234,1.5,2.5\n'
  )
  await show(
    'ss-old',
    'RX Date/Time,(IMU) Accel X [g],(IMU) Temp\n2025/01/29/ 14:30:45::123,1,2\n2025/01/29/ 14:30:45::234,1.5,2.5\n'
  )
  await show('ss-new', 'RX Date/Time,IMU/Accel X\n0.000000000,1\n0.016384512,1.5\n')
  await show(
    'tv',
    'Sample Number (1000 samples per second),UNIX Timestamp (Milliseconds since 1970-01-01),Noise (Volts),b ()\n0,1700000000000,1.0,2\n1,1700000000001,1.5,3\n'
  )
  await show('teleplot', 'timestamp(ms);sin (V);cos;\n1700000000000,5;0,1;;\n1700000000001,5;;0,2;\n')
  await show(
    'arduino',
    '17:11:53.489 -> Temp:23.5,Hum:40\n17:11:53.589 -> Temp:23.6,Hum:41\n17:11:53.689 -> Temp:23.7,Hum:42\n'
  )
  await show('arduino2', '17:11:53.489 -> 23.5 40\n23:59:59.589 -> 23.6 41\n00:00:00.689 -> 23.7 42\n')
  await show('teleplot-log', '>sin:0.84\n>cos:0.1\n>sin:0.85\n>cos:0.2\n', { rate: 10 })
  await show(
    'jsonl',
    '{"ts":"2026-01-01T00:00:00.5Z","imu":{"x":1,"y":[1,2]},"s":"a"}\n{"ts":"2026-01-01T00:00:01Z","imu":{"x":2},"new (V)":3}\nnope\n'
  )
  await show('own', 'time,a,b\n1700000000000.125,1,\n1700000000001.25,,2\n')
  await show('long', 'time,channel,value,unit\n1700000000000,a,1,V\n1700000000000,b,2,A\n1700000000001,a,3,V\n')
  await show('excel', 'sep=;\nTime (s);A\n0;1,25\n1;2,5\n')
  await show('numpy', '# some remark\n# time temp\n0.0 1.5\n0.5 1.7\n1.0 1.8\n')
  await show(
    'preamble',
    'Model,TBS1052\nDate,2026-01-01\n\nTime,CH1,CH2\n(s),(V),(V)\n0,1,2\n0.1,2,3\n0.2,2,3\n0.3,2,3\n'
  )
  await show('utf16', Buffer.from('\ufeffTime (s)\tTemp (°C)\r\n0\t1,5\r\n1\t2,5\r\n', 'utf16le'))
  await show('latin1', Buffer.from('Time (s);Temp (°C)\r\n0;1,5\r\n1;2,5\r\n', 'latin1'))
  await show('bom', '\ufeffTime (s),Temp\r\n0,1.5\r\n1,2.5\r\n')
  await show('unequal', 'Time (s),a,b\n0,1,2\n1,2\n2,3,4,5\n3,x,4\n2.5,1,1\n4,5,6,\n')
  await show('empty', Buffer.from(''))
  await show('binary', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)))
  await show('one', 'hello world')
  await show('quoted', '"time","a ""x"" (V)","b"\n"2026-01-01 00:00:00","1,5","2"\n"2026-01-01 00:00:01","1,75","3"\n')
}, 60000)
