import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';

const root = path.join(import.meta.dirname, '../..');

interface SourceFile {
  readonly name: string;
  readonly text: string;
}

function filesIn(directory: string, suffix: string): SourceFile[] {
  return readdirSync(path.join(root, directory), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(suffix))
    .map((file) => ({ name: path.join(directory, file), text: readFileSync(path.join(root, directory, file), 'utf8') }));
}

interface Port {
  readonly name: string;
  readonly file: string;
}

function portsOf(sources: readonly SourceFile[]): Port[] {
  return sources
    .filter(({ name }) => /\/ports\/[^/]+\.ts$/.test(name))
    .flatMap(({ name, text }) =>
      [...text.matchAll(/export abstract class (\w+)/g)].map(([, port]) => ({
        name: port ?? '',
        file: path.basename(name, '.ts'),
      })),
    );
}

/** Classes of the adapters that extend a port, directly. */
function adaptersOf(ports: readonly Port[], sources: readonly SourceFile[]): { adapter: string; port: Port }[] {
  return sources.flatMap(({ text }) =>
    [...text.matchAll(/export class (\w+) extends (\w+)/g)].flatMap(([, adapter, base]) => {
      const port = ports.find(({ name }) => name === base);
      return port && adapter ? [{ adapter, port }] : [];
    }),
  );
}

function portsWithoutContract(ports: readonly Port[], contracts: readonly SourceFile[]): string[] {
  return ports
    .filter(({ file }) => !contracts.some(({ name }) => path.basename(name) === `${file}.contract.ts`))
    .map(({ name }) => name);
}

function adaptersWithoutContract(adapters: readonly { adapter: string; port: Port }[], specs: readonly SourceFile[]): string[] {
  const runs = (adapter: string, port: Port, { text }: SourceFile): boolean =>
    text.includes(`${port.file}.contract.js`) && new RegExp(`\\b${adapter}\\b`).test(text);
  return adapters.filter(({ adapter, port }) => !specs.some((spec) => runs(adapter, port, spec))).map(({ adapter }) => adapter);
}

describe('ports', () => {
  const ports = portsOf(filesIn('src/core', '.ts'));
  const adapters = adaptersOf(ports, filesIn('src/adapters', '.ts'));

  it('each stands alone in the file that bears its name', () => {
    expect(ports.length).to.be.greaterThan(15);
    const kebab = (name: string): string => name.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
    expect(ports.filter(({ name, file }) => kebab(name) !== file)).to.deep.equal([]);
  });

  it('each has a contract suite', () => {
    expect(portsWithoutContract(ports, filesIn('tests/contracts', '.contract.ts'))).to.deep.equal([]);
  });

  it('each adapter runs the contract of its port', () => {
    expect(adaptersWithoutContract(adapters, filesIn('tests/adapters', '.spec.ts'))).to.deep.equal([]);
  });

  it('each has an adapter', () => {
    expect(ports.filter((port) => !adapters.some((adapter) => adapter.port === port)).map(({ name }) => name)).to.deep.equal([]);
  });

  it('a port without a contract, and an adapter that does not run it, would be found', () => {
    const planted = portsOf([{ name: 'src/core/x/ports/teapot.ts', text: 'export abstract class Teapot {}' }]);
    expect(portsWithoutContract(planted, filesIn('tests/contracts', '.contract.ts'))).to.deep.equal(['Teapot']);
    const [kettle] = adaptersOf(planted, [{ name: 'src/adapters/x/kettle.ts', text: 'export class Kettle extends Teapot {}' }]);
    expect(adaptersWithoutContract(kettle ? [kettle] : [], filesIn('tests/adapters', '.spec.ts'))).to.deep.equal(['Kettle']);
  });
});
