import Mocha from 'mocha';

export interface NestedRun {
  readonly passed: readonly string[];
  /** Titles, from the suite's own to the test's, in the order of failing. */
  readonly failed: readonly string[];
}

/** Says nothing: what fails in there is what the outer test wants to know. */
class Silent {}

/** Runs a suite in a runner of its own. `register` must call describe and it before it returns; none of it joins the run of the caller. */
export async function runNested(register: () => void): Promise<NestedRun> {
  const mocha = new Mocha({ reporter: Silent as unknown as Mocha.ReporterConstructor, timeout: 10_000 });
  withGlobalsOf(mocha, register);
  const passed: string[] = [];
  const failed: string[] = [];
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on('pass', (test) => passed.push(test.titlePath().join(' › ')));
    runner.on('fail', (test) => failed.push(test.titlePath().join(' › ')));
  });
  mocha.dispose();
  return { passed, failed };
}

/** Suites take `describe`, `it` and the hooks from the global object, which for so long belong to the other runner. */
function withGlobalsOf(mocha: Mocha, register: () => void): void {
  const theirs: Record<string, unknown> = {};
  mocha.suite.emit('pre-require', theirs, '', mocha);
  const globals = globalThis as unknown as Record<string, unknown>;
  const ours = Object.keys(theirs).map((name) => [name, globals[name]] as const);
  Object.assign(globals, theirs);
  try {
    register();
  } finally {
    for (const [name, value] of ours) globals[name] = value;
  }
}
