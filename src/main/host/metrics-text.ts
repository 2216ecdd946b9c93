/** One value of a metric. */
export interface Sample {
  /** Behind the metric's name, as histograms have it. */
  readonly suffix: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export interface Metric {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly samples: readonly Sample[]
}

export function sampled(value: number, labels: Readonly<Record<string, string>> = {}, suffix = ''): Sample {
  return { suffix, labels, value }
}

/** Prometheus' text format 0.0.4: for each metric what it is, then its samples, a line each. One without samples is left out. */
export function textOf(metrics: readonly Metric[]): string {
  return metrics
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, help, type, samples }) =>
      [`# HELP ${name} ${help.replaceAll('\\', '\\\\')}`, `# TYPE ${name} ${type}`, ...samples.map((each) => line(name, each))]
        .map((each) => `${each}\n`)
        .join(''),
    )
    .join('')
}

function line(name: string, { suffix, labels, value }: Sample): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`)
  return `${name}${suffix}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
