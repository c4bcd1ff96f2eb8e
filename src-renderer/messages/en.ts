import type { ColourName, PaletteName } from '../charts/palette'
import type { GaugeOptions } from '../panels/gauge/options'
import type { NumberOptions } from '../panels/number/options'
import type { OrientationMode } from '../panels/orientation/options'
import type { TableColumn } from '../panels/table/options'
import type { CaptureSort } from '../panels/captures/options'
import type { Alignment } from '../panels/compare/options'
import type { LayoutChange } from '../layout/describe-change'
import type { PanelKind } from '../panels/kinds'
import type { Light } from '@shared/model/batch'
import type { FaultName, ProfileName } from '@shared/model/device'
import type { TimeStyle } from '../format/time-style'
import type { LanguageChoice, Theme } from '../stores/habits'
import type { CommandGroup } from '../commands/command'
import type { StreamEventKind } from '@shared/model/event'
import type { ExportFormat } from '@shared/model/capture'
import type { FormatName, RejectReason } from '@shared/model/format'
import type { QueueStatus, SessionStatus } from '@shared/model/session'
import type { AnomalySettings } from '@shared/model/settings'

const count = (n: number, one: string, many: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`

/** Every English text of the page. A translation is a second object of the same type. */
export const en = {
  /** For dates. Numbers are written alike in every language: a decimal point, as in the data, the limits and the exports. */
  locale: 'en',
  /**
   * How sentences of the engine, which are English and recorded with the data, are said in this language: the first pattern
   * that fits all of one. What fits none is shown as it is.
   */
  engine: [] as readonly (readonly [pattern: RegExp, replacement: string])[],
  product: 'Signalbox',
  close: 'Close',
  cancel: 'Cancel',
  more: 'More',
  none: 'none',
  picker: {
    button: (label: string, names: readonly string[]) => `${label}: ${names.length > 0 ? names.join(', ') : 'none'}`,
    search: 'Search channels',
    noMatch: (words: string) => `No channel matches “${words}”.`,
    none: 'No device has sent a channel yet.',
    absent: 'not there now',
    full: (most: number) => `That is as many as fit: ${most}. Take one out to choose another.`
  },
  panelBar: { options: 'Options' },
  spectrum: {
    channels: 'Channels of the spectrum',
    size: 'Samples',
    window: 'Window',
    windows: {
      rectangular: 'Rectangular',
      hann: 'Hann',
      hamming: 'Hamming',
      blackmanHarris: 'Blackman-Harris',
      flatTop: 'Flat top'
    },
    averaging: 'Average',
    averagings: { none: 'None', exponential: 'Exponential', linear: 'Linear', maximum: 'Maximum hold' },
    count: 'Over',
    overlap: 'Overlap',
    scale: 'Scale',
    scales: { amplitude: 'Amplitude', density: 'Power density', decibel: 'Decibels' },
    scope: 'Of',
    scopes: { view: 'Newest samples', selection: 'Between the cursors' },
    logFrequency: 'Log frequency',
    removeMean: 'Remove mean',
    peaks: 'Peaks',
    channel: 'Channel',
    hertz: 'Hz',
    amplitude: 'Amplitude',
    decibels: 'dB',
    noPeak: 'no peak',
    frequencyAxis: 'Frequency, Hz',
    axis: {
      amplitude: (unit: string) => (unit ? `Amplitude, ${unit}` : 'Amplitude'),
      density: (unit: string) => `Power density, ${unit || 'unit'}²/Hz`,
      decibel: (unit: string) => `Amplitude, dB re 1 ${unit || 'unit'}`
    },
    unit: {
      amplitude: (unit: string) => unit,
      density: (unit: string) => `${unit || 'unit'}²/Hz`,
      decibel: (_unit: string) => 'dB'
    },
    resetZoom: 'Show all frequencies',
    emptyTitle: 'No channel chosen',
    emptyDetail: 'Choose one or several channels above to see which frequencies are in them.',
    noSelection: 'Nothing is selected',
    noSelectionDetail: 'Place two cursors in a chart, or show the newest samples.',
    waiting: 'Waiting for samples',
    waitingDetail: 'A spectrum needs at least 32 samples of a channel without a gap between them.',
    rate: (rate: string) => `${rate} samples/s`,
    resolution: (hertz: string) => `${hertz} Hz a line`,
    segments: (segments: number) => count(segments, 'segment', 'segments'),
    shortOf: (size: number) => `only ${size} samples so far`,
    times: {
      resampled: (jitter: string) => `uneven times (jitter ${jitter}), resampled`,
      bunched: (_jitter: string) => 'times in bunches, taken as even'
    },
    description: (
      channels: readonly { label: string; unit: string; peak: { frequency: number; amplitude: number } | null }[]
    ) =>
      channels.length === 0
        ? 'Spectrum, no data yet.'
        : `Spectrum. ${channels
            .map(({ label, unit, peak }) =>
              peak
                ? `${label}: highest peak at ${peak.frequency.toPrecision(4)} Hz, amplitude ${peak.amplitude.toPrecision(3)} ${unit}`.trim()
                : `${label}: no peak`
            )
            .join('. ')}.`
  },
  waterfall: {
    channel: 'Channel of the waterfall',
    automatic: 'Colours by the data',
    low: 'From dB',
    high: 'to dB',
    emptyDetail: 'Choose a channel above to see how its frequencies change over time.',
    waitingDetail: (size: number) => `A line needs ${size} samples without a gap between them.`,
    facts: (peak: number | undefined, step: number | undefined) =>
      [
        peak === undefined ? 'No peak in the newest line' : `Newest peak at ${peak.toPrecision(4)} Hz`,
        ...(step === undefined ? [] : [`${step.toPrecision(3)} Hz a point`])
      ].join(' · '),
    description: (label: string, peak: number | undefined) =>
      `Waterfall of ${label}, newest on top. ${peak === undefined ? 'No peak in the newest line.' : `Highest peak now at ${peak.toPrecision(4)} Hz.`}`
  },
  histogram: {
    channels: 'Channels of the histogram',
    scale: 'Show',
    scales: { count: 'Count', percent: 'Percent', density: 'Density' },
    bins: 'Bins',
    automatic: 'Automatic',
    normal: 'Normal curve',
    table: 'Numbers',
    scope: 'Of',
    scopes: { view: 'Shown time span', selection: 'Between the cursors' },
    emptyDetail: 'Choose one or several channels above to see how their values are spread.',
    waitingDetail: 'No value of the chosen channels lies in this stretch.',
    axis: { count: 'Count', percent: 'Percent', density: 'Density' },
    values: (count: string) => `${count} values`,
    newestOnly: 'newest part of the stretch',
    bin: 'Bin',
    mean: 'Mean',
    sigma: 'σ',
    count: 'Count',
    readout: (from: string, to: string) => `${from} to ${to}`,
    description: (
      channels: readonly { label: string; unit: string; total: number; mean: string; sigma: string; mode: string }[]
    ) =>
      channels.length === 0
        ? 'Histogram, no data yet.'
        : `Histogram. ${channels
            .map(
              ({ label, unit, total, mean, sigma, mode }) =>
                `${label}: ${total} values, mean ${mean} ${unit}, deviation ${sigma}, most often around ${mode}`
            )
            .join('. ')}.`
  },
  xy: {
    x: 'X channel',
    y: 'Y channels',
    trail: 'Trail',
    trails: (seconds: number) => (seconds < 60 ? `${seconds} s` : `${seconds / 60} min`),
    style: 'Draw',
    styles: { line: 'Line', points: 'Points' },
    equal: 'Equal scales',
    fade: 'Fade',
    emptyTitle: 'No pair chosen',
    emptyDetail: 'Choose a channel for x and one or several of the same device for y.',
    waiting: 'Waiting for samples',
    waitingDetail: 'No row has a value of both channels yet.',
    otherDevice: 'Both channels of a pair must come from the same device, which measured them together.',
    newest: 'Newest',
    points: (count: string) => `${count} points`,
    pair: (x: string, y: string) => `${y} over ${x}`,
    description: (pairs: readonly { x: string; y: string; at: string }[]) =>
      pairs.length === 0
        ? 'XY chart, no data yet.'
        : `XY chart. ${pairs.map(({ x, y, at }) => `${y} over ${x}, now at ${at}`).join('. ')}.`
  },
  mark: {
    title: 'Mark this moment',
    detail: 'The mark stands in the charts, in the journal and in the capture, at the time the key was pressed.',
    label: 'Label',
    device: 'Device',
    all: (devices: number) => `All ${devices} devices`,
    submit: 'Mark',
    nothingOpen: 'No device is open'
  },
  captures: {
    label: 'Captures',
    search: 'Search captures',
    searchHint: 'Words of the name, device, note, tags or channels; or tag:…, device:…, channel:…, pinned',
    sort: 'Sort by',
    sorts: { time: 'Time', length: 'Length', size: 'Size' } satisfies Record<CaptureSort, string>,
    ascending: 'Smallest or oldest first',
    descending: 'Largest or newest first',
    count: (shown: number, all: number) =>
      shown === all ? count(all, 'capture', 'captures') : `${shown} of ${count(all, 'capture', 'captures')}`,
    none: 'Nothing has been recorded yet',
    noneDetail: 'Open a device: it is recorded from its first byte.',
    noMatch: 'No capture matches',
    loading: 'Looking into the folder …',
    noChannels: 'no channels',
    statuses: { recording: 'recording', recovered: 'recovered' },
    origins: { imported: 'imported', decoded: 'read anew' },
    events: {
      red: (n: number) => `${count(n, 'time', 'times')} red`,
      anomalies: (n: number) => count(n, 'anomaly', 'anomalies'),
      gaps: (n: number) => count(n, 'gap', 'gaps'),
      marks: (n: number) => count(n, 'mark', 'marks')
    },
    pin: 'Pin',
    unpin: 'Unpin',
    nameOf: (name: string) => `New name of ${name}`,
    chosen: (n: number) => `${n} chosen`,
    actionsLabel: 'With the chosen captures',
    actions: { show: 'Show', compare: 'Compare', export: 'Export', remove: 'Remove' },
    whileRecording: 'One of them is being recorded: close its device first',
    needsTwo: 'Choose several captures',
    tooMany: (most: number) => `At most ${most} captures can be compared`,
    details: 'About the chosen captures',
    name: 'Name',
    tags: 'Tags',
    tagsHint: 'Words, with spaces between them',
    badTags: 'At most 32 tags of at most 40 characters',
    note: 'Note',
    bookmarks: 'Bookmarks',
    dropBookmark: (label: string) => `Remove the bookmark ${label}`,
    facts: {
      device: 'Device',
      from: 'From',
      to: 'To',
      samples: 'Samples',
      received: 'Received',
      channels: 'Channels',
      file: 'File'
    },
    budget: {
      title: 'Budget of the captures',
      detail: 'What is beyond the budget is removed, the oldest first; never what is pinned or being recorded.',
      size: 'All captures together, at most',
      age: 'Kept for at most',
      days: 'days',
      noLimit: 'Empty: no limit',
      badSize: 'A number of 0.001 or more',
      badAge: 'A number of days, 0.01 to 36500',
      submit: 'Set',
      open: 'Budget …',
      used: (size: string) => `${size} on disk, no limit`,
      usedOf: (size: string, most: string) => `${size} of ${most}`,
      atMost: (days: string) => `at most ${days} days`
    },
    removal: {
      title: (n: number) => `Remove ${count(n, 'capture', 'captures')}?`,
      detail: (size: string) => `${size} will be free. What is removed is gone: there is no undo.`,
      pinned: 'pinned',
      submit: 'Remove for good'
    }
  },
  compare: {
    legend: 'Lines that are compared',
    choose: 'Channels to compare',
    find: 'Find a capture',
    lines: (lines: number, captures: number) =>
      lines === 0
        ? 'Choose channels'
        : `${count(lines, 'channel', 'channels')} of ${count(captures, 'capture', 'captures')}`,
    full: (most: number) => `That is as many as fit: ${most}. Take one out to choose another.`,
    align: 'Align by',
    alignments: { time: 'Time', start: 'Start', moment: 'Moment' } satisfies Record<Alignment, string>,
    moments: 'Events',
    moreMoments: 'Only the first 500 events of a kind are marked.',
    moment: 'Moment',
    momentOf: (capture: string) => `Moment of ${capture} that stands at zero`,
    first: (label: string) => `The first: ${label}`,
    noMoment: 'No mark, trigger or red in it: begins at zero',
    shift: 'Shift',
    shiftOf: (capture: string) => `Shift of ${capture}, seconds`,
    resetShifts: 'Take all shifts back',
    whole: 'Show all',
    remove: (capture: string) => `Take ${capture} out`,
    bookmark: 'Set a bookmark here',
    bookmarkSubmit: 'Set',
    valuesAt: (time: string) => `Values at ${time}`,
    differenceHelp: 'Distance from the first line; between the middles where there are several samples',
    how: 'Wheel or drag: zoom. Double click: all. Alt and drag, or Alt and arrow keys: move a capture. Shift+M: bookmark.',
    missing: (n: number) => `${count(n, 'capture is', 'captures are')} not there any more`,
    empty: 'Nothing is chosen',
    emptyDetail: 'Choose channels of one or several captures above, or captures in the panel of captures.',
    description: (captures: readonly string[]) =>
      captures.length === 0 ? 'Comparison, nothing shown.' : `Comparison of ${captures.join('; ')}.`
  },
  connection: {
    connecting: 'Connecting to the engine …',
    connected: 'Connected',
    lost: 'Connection lost',
    lostDetail: 'Connection to the engine lost. Trying again; everything recorded so far is safe.',
    reconnected: 'Reconnected',
    restarted: 'The engine was restarted. What had been recorded is safe.',
    refusedTitle: 'This address is not valid any more',
    refusedDetail:
      'The page was opened with a wrong or outdated token. Every start of Signalbox makes a new one, so that no other program can read your devices.',
    refusedRemedy:
      'Open the address that Signalbox printed when it was started (it ends in #token=…), or start it again.',
    retry: 'Try again',
    failed: 'That did not work'
  },
  top: {
    label: 'Main',
    connect: 'Connect',
    simulators: 'Simulators',
    simulatorOptions: 'With options …',
    export: 'Export',
    help: 'Keyboard shortcuts',
    recording: 'Recording',
    recordingProblem: 'Recording problem',
    notRecording: 'Nothing to record yet',
    recordingUnknown: 'Not connected',
    recordingHelp: 'Every device is recorded from its first byte. Pausing the view does not pause the recording.',
    recordingColumns: { device: 'Device', elapsed: 'Elapsed', size: 'On disk', rate: 'Rate', safe: 'Safe until' },
    behind: (seconds: string) => `${seconds} s ago`
  },
  connect: {
    title: 'Connect a device',
    found: 'Serial ports',
    noneFound: 'No serial port was found.',
    linuxHint:
      'If a device is plugged in but not listed or refused, add your account to the group dialout (uucp on Arch) and log in again:',
    linuxCommand: 'sudo usermod -aG dialout $USER',
    unknownMaker: 'Serial port',
    usb: (ids: string) => `USB ${ids}`,
    isOpen: 'open',
    path: 'Port',
    pathHint: 'A path such as /dev/ttyUSB0 or COM3; choose one above or type it',
    baud: 'Baud rate',
    format: 'Format',
    automatic: 'Detect automatically',
    advanced: 'Data bits, parity, stop bits',
    dataBits: 'Data bits',
    parity: 'Parity',
    parities: { none: 'none', even: 'even', odd: 'odd', mark: 'mark', space: 'space' },
    stopBits: 'Stop bits',
    submit: 'Connect',
    opening: 'Opening …',
    arrived: (name: string, path: string) => `${name} on ${path}`,
    arrivedDetail: 'A serial port was plugged in.'
  },
  simulator: {
    title: 'Start a simulator',
    profile: 'Device',
    channels: 'Channels',
    channelsHint: 'Only the sine bank takes a number of channels (1 to 300)',
    rate: 'Lines per second',
    rateHint: (rate: number) => `${rate} when left empty`,
    seed: 'Seed',
    seedHint: 'The same seed sends the same bytes',
    format: 'Sends',
    formats: { csv: 'Comma-separated', labels: 'label:value', teleplot: 'Teleplot', json: 'JSON lines' },
    submit: 'Start'
  },
  empty: {
    title: 'Plug in a device, or start a simulator',
    detail: 'Format, channels and units are found by themselves, and everything is recorded from the first byte.',
    ports: 'Serial ports',
    waiting: 'None found. A device that is plugged in appears here.',
    typed: 'Connect to another port …',
    captures: 'Look at what was recorded',
    simulators: 'Simulators',
    perSecond: (rate: string) => `${rate} lines/s`
  },
  devices: {
    label: 'Devices',
    filter: 'Find a channel',
    noMatch: 'No channel has this in its name.',
    menu: (device: string) => `Actions for ${device}`,
    inject: 'Inject a fault',
    injectInto: (channel: string) => `Inject a fault into ${channel}`,
    rejects: 'Rejected lines …',
    close: 'Close device',
    closed: (device: string) => `${device} was closed; its recording is complete.`,
    trouble: (device: string, phase: string) =>
      phase === 'failed' ? `${device} cannot be opened` : `${device} went away`,
    show: (channel: string) => `Show ${channel} in the charts`,
    stale: 'The last value that came',
    formatMenu: 'Read the bytes as',
    unsure: 'unsure',
    detecting: 'detecting',
    byHand: 'by hand',
    phases: {
      connecting: 'Connecting',
      live: 'Live',
      waiting: 'Waiting',
      failed: 'Cannot be opened',
      closed: 'Closed'
    } satisfies Record<SessionStatus['phase'], string>
  },
  formats: {
    separated: 'Separated numbers',
    labels: 'label:value (Arduino)',
    keyvalue: 'key=value',
    teleplot: 'Teleplot',
    json: 'JSON lines'
  } satisfies Record<FormatName, string>,
  faults: {
    spike: 'Spike',
    drift: 'Drift',
    stuck: 'Stuck value',
    noise: 'Noise burst',
    dropout: 'Dropout',
    disconnect: 'Disconnect',
    garbage: 'Garbage bytes'
  } satisfies Record<FaultName, string>,
  lamps: { green: 'Green', yellow: 'Yellow', red: 'Red' } satisfies Record<Light, string>,
  charts: {
    label: 'Charts',
    pause: 'Pause',
    resume: 'Resume',
    follow: 'Follow',
    pausedAt: (time: string) => `Paused at ${time}`,
    recordingGoesOn: '; recording goes on',
    following: 'Live',
    span: 'Time span',
    lock: 'Lock y axis',
    other: 'Values',
    part: (name: string, part: number) => `${name} · part ${part}`,
    allHidden: 'All channels are hidden. Show one with the eye beside its name.',
    waiting: 'Waiting for the first values …',
    waitingHere: 'Waiting for samples',
    emptyStretch: 'No samples in this stretch',
    noSamplesHere: 'no samples here',
    notDrawn: (channels: number) => `and ${channels} more, not drawn`,
    showLine: (channel: string) => `Show ${channel}`,
    hideLine: (channel: string) => `Hide ${channel}`,
    lampLetters: { green: 'G', yellow: 'Y', red: 'R' } satisfies Record<Light, string>,
    describe: (title: string, span: string, pausedAt: string | null, values: readonly string[]) =>
      `${title}, ${span}, ${pausedAt === null ? 'live' : `paused at ${pausedAt}`}. ${values.join(', ')}`,
    noValue: (channel: string) => `${channel}: no value`
  },
  axes: {
    logShort: '(log)',
    label: (axis: number) => `Axis ${axis}`,
    automatic: 'Automatic',
    byUnit: 'By unit',
    lines: (names: readonly string[]) => names.join(', '),
    least: 'Lowest',
    most: 'Highest',
    log: 'Logarithmic',
    needsPositive: 'A log axis begins above 0',
    wrongOrder: 'Lowest must be below highest',
    leavesOut: 'Values not above 0 are left out: the axis is logarithmic',
    flat: (names: readonly string[]) =>
      names.length === 1 ? `${names[0]} is flat here: own axis` : `${names.length} lines are flat here: own axis`
  },
  chartMenu: {
    open: (chart: string) => `Actions for the chart ${chart}`,
    commandPng: 'Copy the chart as PNG',
    commandSvg: 'Copy the chart as SVG',
    commandCsv: 'Copy the data of the chart as CSV',
    commandSettings: 'Axes and lines of the chart …',
    settings: 'Axes and lines …',
    settingsOf: (chart: string) => `Chart ${chart}`,
    title: 'Title',
    axesTitle: 'Value axes',
    linesTitle: 'Lines',
    ownAxes: 'An axis for each line',
    byUnits: 'Axes by unit',
    up: 'Move up',
    down: 'Move down',
    copyPng: 'Copy as PNG',
    copySvg: 'Copy as SVG',
    copyCsv: 'Copy data as CSV',
    savePng: 'Save as PNG',
    saveSvg: 'Save as SVG',
    saveCsv: 'Save data as CSV',
    remove: 'Remove chart',
    reset: 'Back to automatic',
    removeLine: (channel: string) => `Remove ${channel} from this chart`,
    renameLine: (channel: string) => `Name of ${channel}`,
    dropHere: 'Add to this chart',
    dropNew: 'A chart of its own',
    otherDevice: 'A chart shows channels of one device; a chart of its own was made.',
    showIn: 'Show in chart',
    newChart: 'New chart',
    back: 'Only where it belongs by itself',
    dropAway: 'Back to where it belongs by itself'
  },
  copy: {
    copied: (what: string) => `Copied: ${what}`,
    png: (chart: string) => `${chart} as PNG`,
    svg: (chart: string) => `${chart} as SVG`,
    csv: (chart: string, rows: number, full: boolean) =>
      `${chart}, ${count(rows, full ? 'sample' : 'row of extremes', full ? 'samples' : 'rows of extremes')}, as CSV`,
    refused: 'The browser did not allow copying',
    refusedRemedy: 'Allow this page to use the clipboard, or save a file instead.',
    download: 'Save the file',
    nothing: 'There is nothing in this stretch to copy.'
  },
  looks: {
    palette: 'Colours of lines',
    palettes: { standard: 'Standard', 'colour-blind': 'Safe for colour-blind eyes' } satisfies Record<
      PaletteName,
      string
    >,
    dashes: 'Dash patterns for all lines',
    colours: {
      blue: 'Blue',
      vermilion: 'Vermilion',
      green: 'Green',
      purple: 'Purple',
      gold: 'Gold',
      steel: 'Steel blue',
      pink: 'Pink',
      grey: 'Grey',
      orange: 'Orange',
      sky: 'Sky blue',
      yellow: 'Yellow',
      plain: 'Black or white'
    } satisfies Record<ColourName, string>,
    dashNames: ['Solid', 'Dashed', 'Dotted', 'Dash-dot'],
    name: 'Name',
    colour: 'Colour',
    automatic: 'Automatic',
    dash: 'Dash',
    decimals: 'Decimals',
    scale: 'Scale',
    offset: 'Offset',
    drawn: 'Charts draw value × scale + offset; numbers stay true.',
    axis: 'Axis',
    asBefore: 'automatic',
    badDecimals: (most: number) => `A whole number from 0 to ${most}`,
    badScale: 'A number other than 0',
    change: (channel: string) => `Colour and dash of ${channel}`,
    renameIt: 'Rename',
    menu: (channel: string) => `Actions for ${channel}`
  },
  settings: {
    label: 'Channel settings',
    choose: 'Choose a channel to see its numbers and settings.',
    value: 'Value',
    mean: 'Mean',
    sigma: 'Sigma (σ)',
    anomalies: 'Anomalies',
    since: (time: string) => `since ${time}`,
    averaging: 'Averaging',
    window: 'Window',
    samples: 'samples',
    band: 'Band half-width',
    bandUnit: '× σ',
    anomaly: 'Anomaly detector',
    detector: 'Method',
    detectors: {
      none: 'Off',
      deviation: 'Distance from the mean',
      zscore: 'Sigmas from the mean (z-score)'
    } satisfies Record<AnomalySettings['kind'], string>,
    threshold: 'Threshold',
    lights: 'Traffic light',
    limits: { redLow: 'Red below', yellowLow: 'Yellow below', yellowHigh: 'Yellow above', redHigh: 'Red above' },
    off: 'off',
    deadband: 'Deadband',
    onDelay: 'On-delay',
    offDelay: 'Off-delay',
    ms: 'ms',
    shown: 'Display',
    unit: 'Unit',
    unitHint: 'as the device says',
    applyAll: 'Apply to all channels',
    appliedAll: (channels: number) => `Applied to ${count(channels, 'channel', 'channels')}`,
    notANumber: 'Not a number',
    notWhole: 'Not a whole number',
    required: 'A number is needed'
  },
  journal: {
    label: 'Journal',
    search: 'Search the journal',
    kinds: 'Kinds',
    allKinds: 'All kinds',
    someKinds: (n: number) => count(n, 'kind', 'kinds'),
    device: 'Device',
    channel: 'Channel',
    allDevices: 'All devices',
    allChannels: 'All channels',
    empty: 'Nothing has happened yet.',
    noMatch: 'Nothing matches the filter.',
    dropped: (n: number) => `${count(n, 'older entry was', 'older entries were')} not kept`,
    shown: (n: number, all: number) =>
      n === all ? count(n, 'entry', 'entries') : `${n} of ${count(all, 'entry', 'entries')}`,
    severities: { info: 'Info', notice: 'Notice', warning: 'Warning', alarm: 'Alarm' },
    kindNames: {
      connected: 'Connected',
      disconnected: 'Disconnected',
      gap: 'Gap',
      ended: 'Ended',
      format: 'Format',
      channels: 'Channels',
      anomaly: 'Anomaly',
      state: 'State',
      settings: 'Settings',
      derived: 'Derived channels',
      trigger: 'Trigger',
      sent: 'Sent',
      injected: 'Injected fault',
      mark: 'Mark',
      dropped: 'Dropped',
      fault: 'Fault',
      recording: 'Recording'
    } satisfies Record<StreamEventKind, string>
  },
  /** What the journal says of each kind of event; the numbers come as they are to be shown. */
  events: {
    connected: (device: string) => `Connected to ${device}`,
    disconnected: (reason: string, bytes: string) =>
      `Disconnected: ${reason}, after ${bytes} bytes; it is looked for until the device is closed`,
    gap: (duration: string) => `Nothing is known for ${duration}`,
    closed: 'The device was closed',
    dataEnded: 'End of the data',
    formatFound: (format: string, sure: string) => `Format recognised: ${format}, ${sure} sure`,
    formatForced: (format: string) => `Format set by hand: ${format}`,
    channels: (n: number, names: string) => `${n === 1 ? 'New channel' : `${n} new channels`}: ${names}`,
    listMore: (names: string, n: number) => `${names} and ${n} more`,
    anomaly: (value: string, score: string) => `Value ${value} is out of line, score ${score}`,
    state: (from: string, to: string, cause: string, value: string) =>
      `${from} to ${to.toLowerCase()}: ${cause} (value ${value})`,
    settings: (sample: string, all: boolean, settings: string) =>
      `New settings from sample ${sample} on${all ? ', all channels' : ''}: ${settings}`,
    settingsWindow: (samples: number) => `window ${samples}`,
    detectorOff: 'detector off',
    noLimits: 'no limits',
    limits: (n: number) => count(n, 'limit', 'limits'),
    derived: (sample: string, channels: string) => `Derived channels from sample ${sample} on: ${channels}`,
    trigger: (name: string, value: string) => `Trigger ${name} fired at value ${value}`,
    sent: (bytes: string, sent: string) => `Sent ${bytes} bytes: ${sent}`,
    injected: (fault: string, channel: string) => `${fault} injected${channel === '' ? '' : ` into ${channel}`}`,
    dropped: (amount: string, what: string, place: string) => `${amount} ${what} lost at ${place}`,
    recording: {
      started: (capture: string) => `Recording started: ${capture}`,
      completed: (capture: string) => `Recording complete: ${capture}`,
      recovered: (capture: string) => `Recording recovered: ${capture}`,
      expired: (capture: string) => `Recording removed, because it is beyond the budget: ${capture}`
    }
  },
  status: {
    label: 'Status',
    bytes: 'Read',
    samples: 'Samples',
    perSecond: '/s',
    rejected: 'Rejected',
    dropped: 'Dropped',
    buffers: 'Buffers',
    latency: 'Latency',
    latencyHelp: 'From byte read to frame sent: median / 99th percentile',
    frames: 'Frames',
    slower: (rate: number) => `${rate} fps, to keep up`,
    queues: 'Queues',
    queuesHelp: 'Every place that can drop, what it does when full, and what it has dropped.',
    noQueues: 'No device is open.',
    queueColumns: { device: 'Device', place: 'Place', fill: 'Fill', whenFull: 'When full', dropped: 'Dropped' },
    policies: {
      wait: 'waits',
      dropOldest: 'drops the oldest',
      dropNewest: 'drops the newest',
      fail: 'fails'
    } satisfies Record<QueueStatus['whenFull'], string>
  },
  terminal: {
    doing: (what: string) => `Terminal: ${what}`,
    switchMode: 'Switch between text and hex',
    log: (device: string) => `Bytes of ${device}`,
    device: 'Device',
    chosenDevice: 'Chosen device',
    notOpen: (address: string) => `${address}, not open`,
    absent: (address: string) => `${address} is not open. Open it, or choose another device above.`,
    noDevice: 'No device is open. Connect one, and its bytes appear here.',
    empty: 'Nothing has been received or sent yet.',
    cleared: 'Cleared. What comes from now on appears here.',
    noMatch: 'No line matches the filter.',
    mode: 'Show bytes as',
    modes: { text: 'Text', hex: 'Hex' },
    times: 'Show times',
    endings: 'Show line ends',
    commands: 'Show saved commands',
    spoken: 'Read new lines aloud',
    follow: 'Scroll with what comes',
    newLines: (n: number) => `${count(n, 'new line', 'new lines')}, jump to the newest`,
    jump: 'Jump to the newest',
    clear: 'Clear the view',
    copy: 'Copy all lines',
    copySelection: 'Copy the selection',
    copied: (n: number) => `${count(n, 'line', 'lines')} copied`,
    copyFailed: 'The browser does not let the page write to the clipboard.',
    copyRemedy: 'Select the lines and press Ctrl+C.',
    options: 'Terminal options',
    find: 'Find or filter',
    filter: 'Filter: words or /expression/',
    filtering: 'What the filter does',
    filterings: { only: 'Show only matching', highlight: 'Highlight matching' },
    matching: (n: number, all: number) => `${n} of ${count(all, 'line', 'lines')}`,
    badFilter: (reason: string) => `Not a valid expression: ${reason}`,
    slowFilter: (part: string) =>
      `${part} cannot be used here: with it a search could take for ever. Write the expression without it, or shorter.`,
    directions: { received: 'Received', sent: 'Sent' },
    marks: { received: 'RX', sent: 'TX' },
    skipped: (bytes: string) => `${bytes} were not kept here: more came than could be shown. The recording has them.`,
    spokenLines: (n: number, last: string) => `${count(n, 'new line', 'new lines')}. ${last}`,
    send: 'Send',
    sendLabel: (device: string) => `Send to ${device}`,
    sendPlaceholder: 'Type a line, Enter sends it',
    hexPlaceholder: 'Hex bytes, e.g. 01 A0 FF',
    sendAs: 'Send as',
    ending: 'Line end',
    endingNames: { none: 'No line end', lf: 'LF', cr: 'CR', crlf: 'CR LF' },
    bytes: (n: number) => count(n, 'byte', 'bytes'),
    nothingToSend: 'There is nothing to send: type something or choose a line end.',
    notHex: (sign: string) => `"${sign}" is no hex digit; write bytes as 01 A0 FF.`,
    oddHex: 'Hex digits come in pairs: write 0A, not A.',
    cannotSend: {
      closed: 'No device is open.',
      connecting: 'The device is being opened.',
      waiting: 'The device is away. It can be sent to when it is back.',
      failed: 'The device cannot be opened.',
      live: 'This device does not take anything.'
    },
    saved: 'Saved commands',
    addCommand: 'Save a command',
    editCommand: (label: string) => `Edit ${label}`,
    commandMenu: (label: string) => `More for ${label}`,
    edit: 'Edit …',
    remove: 'Delete',
    moveBack: 'Move to the left',
    moveForth: 'Move to the right',
    sendCommand: (label: string) => `Send: ${label}`,
    stopRepeat: (label: string) => `Stop ${label}`,
    repeating: (n: number) => `sent ${count(n, 'time', 'times')}`,
    commandTitle: 'Saved command',
    commandLabel: 'Label',
    commandData: 'What to send',
    commandKey: 'Key',
    noKey: 'No key',
    commandEvery: 'Repeat every',
    everyHint: 'Empty sends once; pressing the button again stops',
    ms: 'ms',
    badEvery: 'A whole number from 20 to 3600000',
    labelNeeded: 'Give it a short name',
    keyTaken: (label: string) => `${label} has this key`,
    save: 'Save'
  },
  trigger: {
    settings: 'Trigger settings',
    showSettings: 'Show the settings',
    hideSettings: 'Hide the settings',
    channel: 'Channel',
    noChannel: 'Choose a channel',
    chooseChannel: 'Choose a channel',
    anyChannel: 'any channel',
    missing: (channel: string) => `${channel}, not there`,
    kind: 'Trigger on',
    kinds: { edge: 'Edge', level: 'Level', anomaly: 'Anomaly', state: 'State' },
    direction: 'Direction',
    edges: { rising: 'Rising', falling: 'Falling', either: 'Either' },
    levels: { above: 'Above', below: 'Below' },
    lamp: 'Lamp turns',
    mode: 'Mode',
    modes: { single: 'Single', normal: 'Normal', auto: 'Auto' },
    modeHints: {
      single: 'Stops after one capture',
      normal: 'Captures again and again',
      auto: 'Captures again and again, also when nothing happens'
    },
    fields: {
      value: 'Level',
      hysteresis: 'Hysteresis',
      before: 'Before',
      after: 'After',
      holdoff: 'Hold-off',
      autoAfter: 'Auto after'
    },
    required: 'A number is needed',
    notANumber: 'Not a number',
    outside: (least: number, most: number) => `From ${least} to ${most}`,
    arm: 'Arm',
    stop: 'Stop',
    armCommand: (channel: string) => `Arm the trigger on ${channel}`,
    stopCommand: (channel: string) => `Stop the trigger on ${channel}`,
    states: { off: 'Not armed', armed: 'Waiting', capturing: 'Capturing', stopped: 'Stopped' },
    hits: (n: number) => `captured ${count(n, 'time', 'times')}`,
    waitsFor: {
      edge: (channel: string, direction: 'rising' | 'falling' | 'either', level: string) =>
        `${channel} ${{ rising: 'rises through', falling: 'falls through', either: 'passes' }[direction]} ${level}`,
      level: (channel: string, direction: 'above' | 'below', level: string) => `${channel} is ${direction} ${level}`,
      anomaly: (channel: string) => `an anomaly of ${channel}`,
      state: (channel: string, light: Light) => `the lamp of ${channel} turns ${light}`
    },
    beside: 'Shown beside it',
    alsoShow: 'More channels',
    captured: 'Captured',
    capture: 'Capture',
    forced: 'without an event',
    previous: 'Previous capture',
    next: 'Next capture',
    show: 'Show in the charts',
    export: 'Export this stretch',
    waiting: 'The stretch around the event appears here and stays, while recording goes on.',
    start: 'Choose what to wait for and arm the trigger. The stretch around the event is held still here.',
    noDevice: 'No device to watch',
    noDeviceDetail: 'Connect a device, or choose one that is open.'
  },
  derived: {
    menu: 'Derived channels …',
    command: (device: string) => `Derived channels of ${device}`,
    sign: 'Derived: computed from other channels',
    title: (device: string) => `Derived channels of ${device}`,
    detail: 'Computed from other channels, row by row; charted, watched and recorded like those the device sends.',
    gone: 'The device is not open any more.',
    list: 'Derived channels',
    unnamed: 'New channel',
    add: 'Add a channel',
    remove: (name: string) => `Delete ${name}`,
    removing: (names: readonly string[]) =>
      `${names.join(', ')} will get no more values. What was recorded of it stays in the recording.`,
    none: 'There are no derived channels. Add one.',
    name: 'Name',
    unit: 'Unit',
    expression: 'Expression',
    placeholder: '(a - b) * 9.81',
    nameNeeded: 'Give it a name',
    nameTwice: 'Another derived channel has this name',
    nameTaken: 'The device sends a channel of this name',
    expressionNeeded: 'Write what it is computed from.',
    offers: 'Names that fit',
    wrong: (message: string, position: number | null) =>
      position === null ? `${message}.` : `At character ${position + 1}: ${message}.`,
    unknown: (names: readonly string[]) =>
      `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not there. Values come once the device sends ${names.length === 1 ? 'it' : 'them'}.`,
    now: (value: string) => `Now: ${value}`,
    noPreview: 'It looks at more than one sample: its value appears once it is applied.',
    reference: 'Channels and functions',
    search: 'Find a channel or function',
    channels: 'Channels',
    examples: 'Examples',
    functions: 'Functions',
    noFunction: 'No function has this in its name.',
    apply: 'Apply'
  },
  rejects: {
    title: (device: string) => `Rejected lines of ${device}`,
    none: 'No line was rejected.',
    detail: 'Lines that could not be read. They are counted, kept in the recording, and never become a channel.',
    columns: { time: 'Time', reason: 'Reason', text: 'Line' },
    newest: (n: number) => `The newest ${count(n, 'line', 'lines')}, newest first`,
    reasons: {
      'not-a-number': 'A field is not a number',
      'wrong-field-count': 'Another number of fields than before',
      'invalid-utf8': 'Not valid UTF-8 text',
      'too-long': 'No line end within the limit',
      malformed: 'Does not fit the format',
      'empty-name': 'A name is empty',
      'too-many-channels': 'Too many channels',
      'cut-by-gap': 'The rest of the line was lost',
      'starts-mid-line': 'First, partial line after connecting',
      'unknown-format': 'Came before a format was recognised'
    } satisfies Record<RejectReason, string>
  },
  export: {
    title: 'Export',
    capture: 'Recording',
    noCaptures: 'There is no recording yet. Connect a device first.',
    recordingNow: 'being recorded',
    recovered: 'recovered',
    stretch: 'Stretch',
    whole: 'Whole recording',
    visible: 'Visible stretch',
    selection: 'Selection between the cursors',
    spansTwo: (others: number) =>
      `The selection also reaches into ${count(others, 'other recording', 'other recordings')}; choose and export each of them too.`,
    notCovered: 'Part of the selection is not in this recording.',
    between: 'From … to …',
    from: 'From',
    to: 'To',
    channels: 'Channels',
    allChannels: (n: number) => `All ${count(n, 'channel', 'channels')}`,
    chosen: 'Chosen channels',
    chooseOne: 'Choose at least one channel.',
    notATime: 'Give both times; the first must be before the second.',
    format: 'Format',
    formats: { csv: 'CSV', jsonl: 'JSON lines', parquet: 'Parquet' } satisfies Record<ExportFormat, string>,
    formatHints: {
      csv: 'One row a sample, one column a channel; opens in any spreadsheet',
      jsonl: 'One JSON object a row',
      parquet: 'Compact and typed, for pandas, DuckDB, Polars'
    } satisfies Record<ExportFormat, string>,
    submit: 'Export',
    running: 'Exporting …',
    cancelRun: 'Cancel the export',
    cancelled: 'The export was cancelled; nothing was left behind.',
    done: (rows: string, size: string) => `${rows} rows, ${size}`,
    saved: 'Exported',
    downloadAgain: 'Download again',
    another: 'Another export'
  },
  help: {
    title: 'Keyboard shortcuts',
    detail: 'They work everywhere except while typing in a field.',
    everywhere: 'Everywhere',
    arrows: 'Move in lists',
    escape: 'Close a dialog or menu',
    enter: 'Run or choose what is marked'
  },
  keys: {
    Mod: 'Ctrl',
    Alt: 'Alt',
    Shift: 'Shift',
    ' ': 'Space',
    Enter: 'Enter',
    Escape: 'Esc',
    Tab: 'Tab',
    Home: 'Home',
    End: 'End',
    PageUp: 'Page up',
    PageDown: 'Page down',
    Delete: 'Del',
    Backspace: 'Backspace'
  },
  commands: {
    groups: {
      view: 'View',
      look: 'Look',
      measure: 'Measuring',
      panels: 'Panels',
      layout: 'Layout',
      devices: 'Devices',
      data: 'Data',
      app: 'Signalbox',
      channels: 'Channels'
    } satisfies Record<CommandGroup, string>,
    pause: 'Pause or resume the view',
    follow: 'Follow the newest values',
    longer: 'Longer time span',
    shorter: 'Shorter time span',
    span: (span: string) => `Show ${span}`,
    connect: 'Connect a device',
    simulator: (name: string) => `Start simulator: ${name}`,
    simulatorOptions: 'Start a simulator with options',
    port: (name: string) => `Connect to ${name}`,
    export: 'Export data',
    journal: 'Show or hide the journal',
    captures: 'Show the captures',
    mark: 'Mark this moment',
    help: 'Keyboard shortcuts',
    palette: 'Command palette',
    nextTimeStyle: 'Times: local, UTC, since the start',
    channel: (name: string) => `Go to channel ${name}`
  },
  look: {
    menu: 'Look',
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark', contrast: 'High contrast' } satisfies Record<
      Theme,
      string
    >,
    lessMotion: 'Less motion',
    times: 'Times',
    timeStyles: { local: 'Local time', utc: 'UTC', relative: 'Since the start' } satisfies Record<TimeStyle, string>,
    timesHelp: { local: '14:03:07', utc: '13:03:07 UTC', relative: '+0:03:07' } satisfies Record<TimeStyle, string>,
    language: 'Language',
    /** Each language in its own words, so that everybody finds theirs. */
    languages: { system: 'As the system', en: 'English', de: 'Deutsch' } satisfies Record<LanguageChoice, string>,
    notify: 'Notify when a lamp turns red',
    choose: (what: string, choice: string) => `${what}: ${choice}`,
    on: 'on',
    off: 'off'
  },
  alarms: {
    notice: 'Notice',
    /** `{hotkey}` is replaced by the key that goes there. */
    notices: 'Notices ({hotkey})',
    title: (red: number) => `${red} red`,
    turned: (channel: string, times: number) =>
      times > 1 ? `${channel} turned red ${times} times` : `${channel} turned red`,
    several: (n: number) => `${n} channels turned red`,
    cause: (device: string, cause: string, value: string) => `${device}: ${cause} (value ${value})`,
    show: 'Show',
    allowed: 'Red lamps are notified while this page is out of sight.',
    unavailable: 'This browser cannot show notifications for this page',
    unavailableDetail: 'It may need an address that starts with https:// or http://127.0.0.1.',
    denied: 'Notifications are blocked for this page',
    deniedDetail:
      'Allow them in the settings of the browser (the sign beside the address) or of the system, then choose this again.'
  },
  palette: {
    open: 'Search commands',
    search: 'Type a command, a channel or a device',
    results: 'Commands',
    recent: 'Used last',
    none: 'Nothing has a name like this.',
    found: (n: number) => `${count(n, 'command', 'commands')} found`,
    more: (n: number) => `and ${n} more; type to narrow the list`
  },
  profiles: {
    motor: {
      title: 'Motor',
      description: 'Speed, current and vibration of a motor that idles, runs up, works and slows down.'
    },
    weather: {
      title: 'Weather station',
      description: 'Temperature, humidity and air pressure; a day passes in 24 minutes.'
    },
    imu: {
      title: 'Motion sensor (IMU)',
      description: 'Accelerometer and gyroscope with three axes each, on a body that swings.'
    },
    crossing: {
      title: 'Railway crossing',
      description:
        'A lamp that cycles 30, 5 and 35 ticks (0 green, 1 yellow, 2 red), a barrier (degrees) and a bell (0 or 1).'
    },
    gps: {
      title: 'GPS receiver',
      description: 'Latitude, longitude, height, speed and course of a vehicle on a two-minute lap.'
    },
    sine: { title: 'Sine bank', description: 'Noisy sines, as many channels and lines a second as you like.' }
  } satisfies Record<ProfileName, { title: string; description: string }>,
  instruments: {
    channels: 'Channels',
    allChannels: 'All channels',
    noChannel: 'No channel to show',
    noChannelDetail: 'Choose one above, or wait until its device sends it.',
    below: 'Below the value',
    details: { none: 'Nothing', mean: 'Moving mean and sigma', range: 'Lowest and highest' } satisfies Record<
      NumberOptions['detail'],
      string
    >,
    mean: 'mean',
    range: (low: string, high: string) => `${low} … ${high}`
  },
  gauge: {
    style: 'Shape',
    styles: { dial: 'Dial', bar: 'Bar' } satisfies Record<GaugeOptions['style'], string>,
    min: 'From',
    max: 'To',
    automatic: 'auto',
    wrongEnds: 'The first end must be below the second.'
  },
  table: {
    caption: 'All channels with their values now, and since their totals were reset',
    choose: 'Columns',
    resetAll: 'Reset all',
    reset: (channel: string) => `Start the totals of ${channel} anew`,
    since: 'Since',
    columns: {
      name: 'Channel',
      value: 'Value',
      unit: 'Unit',
      min: 'Min',
      max: 'Max',
      mean: 'Mean',
      count: 'Samples',
      movingMean: 'Moving mean',
      sigma: 'σ',
      state: 'State',
      anomalies: 'Anomalies'
    } satisfies Record<TableColumn | 'name', string>,
    help: {
      name: 'Sort by name',
      value: 'The newest value',
      unit: 'Sort by unit',
      min: 'The lowest of all samples since the reset',
      max: 'The highest of all samples since the reset',
      mean: 'The mean of all samples since the reset',
      count: 'How many samples there were since the reset',
      movingMean: 'The mean of the moving window',
      sigma: 'The standard deviation of the moving window',
      state: 'The traffic light',
      anomalies: 'How many anomalies were found'
    } satisfies Record<TableColumn | 'name', string>
  },
  states: {
    withLimits: 'Channels with limits',
    describe: (lamps: readonly (readonly [channel: string, lamp: string])[]) =>
      `State timeline of ${lamps.length === 1 ? 'one channel' : `${lamps.length} channels`}. Now: ${lamps.map(([channel, lamp]) => `${channel} ${lamp}`).join(', ')}`
  },
  map: {
    latitude: 'Latitude',
    longitude: 'Longitude',
    found: (part: string, channel: string) => `${part}: ${channel}`,
    trail: 'Trail',
    trailOf: (span: string) => `Trail of ${span}`,
    view: 'View',
    modes: { fit: 'Whole trail', follow: 'Follow' },
    place: (latitude: string, longitude: string) => `${latitude}°, ${longitude}°`,
    describe: (place: string, span: string) =>
      `Map, ${place === '' ? 'no place yet' : `now at ${place}`}, trail of ${span}`,
    noFix: (rows: number) => `${count(rows, 'row without a fix is', 'rows without a fix are')} left out`,
    noPosition: 'No position',
    differentDevices: 'Latitude and longitude are of different devices',
    noPositionDetail: 'Choose the channels of latitude and longitude in degrees, both of one device.'
  },
  orientation: {
    roll: 'Roll',
    pitch: 'Pitch',
    yaw: 'Yaw',
    mode: 'Told by',
    modes: { motion: 'Accelerometer and gyroscope', angles: 'Angles', quaternion: 'Quaternion' } satisfies Record<
      OrientationMode,
      string
    >,
    channels: {
      motion: 'Accel. x, y, z, gyro x, y, z',
      angles: 'Roll, pitch, yaw',
      quaternion: 'Quaternion w, x, y, z'
    } satisfies Record<OrientationMode, string>,
    found: 'Found by their names',
    drifts: 'Yaw is relative: without a compass it drifts.',
    none: 'Nothing tells where the device points',
    needs: {
      motion:
        'Choose three channels of an accelerometer, and three of a gyroscope where there is one, in this order: x, y, z.',
      angles: 'Choose three channels in degrees, in this order: roll, pitch, yaw.',
      quaternion: 'Choose four channels in this order: w, x, y, z.'
    } satisfies Record<OrientationMode, string>,
    describe: (angles: readonly string[]) => `Orientation: ${angles.join(', ')}`
  },
  panels: {
    add: 'Add a panel',
    kinds: {
      charts: 'Charts',
      measure: 'Measure',
      spectrum: 'Spectrum',
      waterfall: 'Waterfall',
      histogram: 'Histogram',
      xy: 'XY',
      gauge: 'Gauge',
      number: 'Big number',
      table: 'Table',
      states: 'State timeline',
      terminal: 'Terminal',
      journal: 'Journal',
      map: 'Map',
      orientation: 'Orientation',
      trigger: 'Trigger',
      captures: 'Captures',
      compare: 'Compare'
    } satisfies Record<PanelKind, string>
  },
  measure: {
    channel: 'Channel',
    table: 'Measurements of all channels',
    noChannels: 'There is no channel in the charts',
    empty: 'No cursors are set',
    how: 'Point into a chart and press A and B, or take the measuring tool and drag across a chart.',
    useTool: 'Take the measuring tool',
    pointer: 'At the pointer',
    computing: 'Computing …',
    incomplete: 'Of the oldest samples only the extremes are known.',
    copy: 'Copy as CSV',
    copied: (channels: number) => `Measurements of ${count(channels, 'channel', 'channels')} copied`,
    columns: {
      pointer: 'Pointer',
      a: 'A',
      b: 'B',
      difference: 'B − A',
      slope: 'Slope /s',
      count: 'Count',
      min: 'Min',
      max: 'Max',
      mean: 'Mean',
      rms: 'RMS',
      sigma: 'σ',
      integral: 'Integral',
      p1: '1 %',
      p5: '5 %',
      p50: '50 %',
      p95: '95 %',
      p99: '99 %'
    },
    explain: {
      pointer: 'The sample nearest to the pointer',
      a: 'The sample nearest to cursor A',
      b: 'The sample nearest to cursor B',
      difference: 'The value at B less the one at A',
      slope: 'Difference by time between the two samples, per second',
      count: 'Samples between the cursors',
      min: 'The smallest value',
      max: 'The largest value',
      mean: 'The mean of all samples',
      rms: 'The root of the mean of squares',
      sigma: 'The standard deviation of the samples (n − 1)',
      integral: 'By trapezoids over seconds, not across gaps',
      p1: '1 % of the samples are not above this',
      p5: '5 % of the samples are not above this',
      p50: 'The median',
      p95: '95 % of the samples are not above this',
      p99: '99 % of the samples are not above this'
    }
  },
  closer: {
    overview: (channel: string, from: string, to: string) => `${channel} from ${from} to ${to}`,
    overviewEmpty: 'The whole session; no samples yet',
    windowAt: (end: string, span: string) => `${span} up to ${end}`,
    slider: { window: 'Shown stretch', from: 'Beginning of the shown stretch', to: 'End of the shown stretch' },
    back: 'Back to the view before',
    forward: 'Forward to the next view',
    nothingBefore: 'There is no view before this one',
    nothingAfter: 'There is no view after this one',
    home: 'Go to the first sample',
    end: 'Go to the newest sample and follow',
    whole: 'Show the whole session',
    menu: 'More for the charts',
    tool: 'Dragging in a chart',
    tools: { pan: 'Move', zoom: 'Zoom to a box', measure: 'Measure between two cursors' },
    place: (name: string) => `Place cursor ${name}`,
    clear: 'Remove the cursors',
    noCursors: 'Place the cursors A and B first',
    zoomToSelection: 'Zoom to the selection',
    exportSelection: 'Export the selection',
    loading: 'Loading',
    failed: (why: string) => `This stretch cannot be shown: ${why}`,
    retry: 'Try again',
    cursor: (name: string) => `Cursor ${name}`,
    cursorAt: (time: string) => `at ${time}`,
    atCrosshair: (time: string, values: readonly string[]) =>
      `${time}. ${values.length > 0 ? values.join(', ') : 'No samples here'}`
  },
  dock: {
    label: 'Panels',
    empty: 'No panel is open. Add one, or undo what closed the last.',
    unknown: (kind: string) => `Unknown (${kind})`,
    unknownTitle: (kind: string) => `This version of Signalbox has no panel "${kind}"`,
    unknownDetail:
      'The layout was made by another version. The panel and its settings are kept for it; close it if you do not need it.',
    broken: (panel: string) => `${panel} has stopped working`,
    reload: 'Reload panel',
    close: 'Close',
    closeTab: (panel: string) => `Close ${panel}`,
    menu: (panel: string) => `Actions for panel ${panel}`,
    addHere: (panel: string) => `Add a panel beside ${panel}`,
    rename: 'Rename',
    renameField: (panel: string) => `New title of ${panel}`,
    duplicate: 'Duplicate',
    copyOf: (title: string) => `${title} (copy)`,
    splitRight: 'Split right',
    splitDown: 'Split down',
    float: 'Float',
    dock: 'Put back into the dock',
    maximise: 'Maximise',
    restore: 'Restore',
    commands: {
      add: (kind: string) => `Add panel: ${kind}`,
      next: 'Next panel',
      previous: 'Previous panel',
      rename: 'Rename panel',
      duplicate: 'Duplicate panel',
      float: 'Float panel, or put it back',
      maximise: 'Maximise or restore panel',
      close: 'Close panel',
      move: {
        left: 'Move panel left',
        right: 'Move panel right',
        up: 'Move panel up',
        down: 'Move panel down'
      },
      resize: {
        left: 'Make panel narrower',
        right: 'Make panel wider',
        up: 'Make panel lower',
        down: 'Make panel taller'
      }
    },
    spoken: {
      panelOpened: (title: string) => `${title} opened`,
      panelClosed: (title: string) => `${title} closed`,
      groupMaximized: (title: string) => `${title} maximised`,
      groupRestored: (title: string) => `${title} restored`,
      groupFloated: (title: string) => `${title} floats`,
      groupDocked: (title: string) => `${title} is back in the dock`
    }
  },
  layout: {
    left: 'Width of the devices panel',
    right: 'Width of the settings panel',
    menu: 'Layout',
    undo: 'Undo',
    redo: 'Redo',
    undoWhat: (what: string) => `Undo: ${what}`,
    redoWhat: (what: string) => `Redo: ${what}`,
    changes: {
      add: (panel: string) => `add ${panel}`,
      close: (panel: string) => `close ${panel}`,
      move: (panel: string) => `move ${panel}`,
      float: (panel: string) => `float ${panel}`,
      dock: (panel: string) => `put ${panel} back`,
      resize: () => 'resize',
      rename: (panel: string) => `rename ${panel}`,
      options: (panel: string) => `settings of ${panel}`,
      sides: () => 'side bars',
      apply: (name: string) => (name === '' ? 'other layout' : `layout ${name}`)
    } satisfies Record<LayoutChange['what'], (what: string) => string>,
    aPanel: 'panel',
    named: 'Saved layouts',
    isStandard: 'default',
    saveAs: 'Save as …',
    manage: 'Manage layouts …',
    export: 'Export layout …',
    import: 'Import layout …',
    reset: 'Reset to the default',
    devices: 'Devices panel',
    settings: 'Channel settings',
    present: 'Presentation mode',
    leave: 'Leave presentation mode',
    applyNamed: (name: string) => `Apply layout: ${name}`,
    imported: (name: string) => `Layout ${name} was imported`,
    importedDetail: 'Undo brings the former one back.',
    tooLarge: (most: string) => `the file is larger than ${most}`,
    fileRemedy: 'Choose a file that was written by "Export layout".',
    title: 'Layouts',
    detail:
      'The arrangement of every set of devices is kept by itself. Layouts with a name can be used for any device.',
    name: 'Name of the present layout',
    nameHint: (name: string) => `"${name}" will be replaced`,
    nameNeeded: 'Give it a name',
    tooMany: (most: number) => `${most} layouts are the most; delete one first`,
    save: 'Save',
    none: 'No layout has been saved yet.',
    apply: 'Apply',
    rename: 'Rename',
    renameField: (name: string) => `New name of ${name}`,
    remove: 'Delete',
    standard: 'Default',
    makeStandard: (name: string) => `Use ${name} for new devices and for reset`,
    broken: 'cannot be read'
  }
}

export type Messages = typeof en
