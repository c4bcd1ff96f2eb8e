import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The projects whose files take longest come first. */
const projects = ['e2e', 'apart', 'pure']
/** Files that take far longer than others of their project. */
const long = ['panels', 'accessibility', 'closer', 'workspace', 'hostile', 'rolling', 'verify']

/** Long files first, so that no worker is left with one at the end while the other has nothing to do. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = ({ project, moduleId }: TestSpecification): number => {
      const name = /([^/\\]+)\.test\.ts$/.exec(moduleId)?.[1] ?? ''
      const place = long.indexOf(name)
      return projects.indexOf(project.name) * 100 + (place < 0 ? long.length : place)
    }
    // What failed last or is larger comes first among equals.
    return (await super.sort(files)).sort((one, other) => order(one) - order(other))
  }
}
