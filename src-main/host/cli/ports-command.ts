import { Command } from 'commander'

export function portsCommand(): Command {
  return new Command('ports')
    .description('list the serial ports with maker and USB ids')
    .option('--json', 'print a JSON array')
    .action(async ({ json }: { json?: boolean }) => {
      const { listPorts } = await import('../../devices/serial/ports')
      const ports = await listPorts()
      if (json) process.stdout.write(JSON.stringify(ports) + '\n')
      else if (ports.length === 0)
        process.stdout.write(
          'No serial port was found. Plug a device in, or name its path yourself: serial:PATH@BAUD.\n'
        )
      else
        for (const { path, maker, product, vendorId, productId, serialNumber } of ports) {
          const ids = vendorId === '' ? '' : `${vendorId}:${productId}`
          process.stdout.write([path, maker, product, ids, serialNumber].filter(Boolean).join('  ') + '\n')
        }
    })
}
