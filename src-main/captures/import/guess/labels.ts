import { splitLabel, type ChannelLabel } from '../../../decoders/channel-label'

/** Units that a label may name after `in` or a slash, as DIN 1313 has it: `Temperatur in °C`, `p / hPa`. */
const units =
  /^(°C|°F|K|C|F|V|mV|µV|uV|kV|A|mA|µA|uA|W|mW|kW|Wh|kWh|Ω|Ohm|kΩ|Hz|kHz|MHz|Pa|hPa|kPa|MPa|bar|mbar|psi|%|%RH|m|mm|cm|km|µm|um|m\/s|m\/s²|m\/s\^2|km\/h|g|kg|mg|N|Nm|rpm|1\/min|U\/min|°|deg|rad|deg\/s|rad\/s|dps|µT|uT|mT|T|G|ppm|lx|lux|dB|dBm|l|ml|l\/min|s|ms|µs|us|ns|min|h)$/

/** Name and unit of a column: `Temp (C)`, `Temp [°C]`, `Temp in °C`, `Temp / °C`. */
export function labelParts(label: string): ChannelLabel {
  const split = splitLabel(label)
  if (split.unit !== '') return split
  const [, name, unit] = /^(.*\S)(?:\s+in\s+|\s*\/\s*)(\S+)$/.exec(split.name) ?? []
  return name && units.test(unit) ? { name, unit } : split
}
