import { Command } from 'commander'
import type { CaptureInfo } from '@shared/model/capture'
import { withCaptures } from './capture-folder'

export function capturesCommand({ recorder }: { recorder: URL }): Command {
  return new Command('captures')
    .description('list the recordings, oldest first')
    .option('--data <folder>', 'the data folder')
    .option('--json', 'print a JSON array')
    .action(async ({ data, json }: { data?: string; json?: boolean }) => {
      const captures = await withCaptures({ data, recorder }, store => store.list())
      if (json) process.stdout.write(JSON.stringify(captures) + '\n')
      else if (captures.length === 0)
        process.stdout.write('No captures yet: open a device, and it is recorded at once.\n')
      else for (const capture of captures) process.stdout.write(line(capture) + '\n')
    })
}

function line({ id, label, start, end, status, channels, samples, bytes }: CaptureInfo): string {
  const seconds = Math.max(0, (end - start) / 1000).toFixed(1)
  const names = channels.map(({ name }) => name)
  const shown = names.length > 6 ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more` : names.join(', ')
  const notes = status === 'complete' ? '' : `  ${status}`
  return `${id}  ${label}  ${new Date(start).toISOString()}  ${seconds} s  ${samples} samples  ${bytes} bytes  ${shown}${notes}`
}
