import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { StartupFailure } from '../src/composition/startup-failure.js';
import type { Lock } from './dependency-verdict.js';
import { npmJson } from './npm-json.js';
import { runProgram } from './run-program.js';

const help = `Prints the bill of materials of what runs in production: CycloneDX 1.5 JSON, every package with version, hash and licence.

  npm run --silent sbom > sbom.cdx.json

Reads package-lock.json; installs and asks nothing. Exit code 1 for a package whose licence nobody knows.`;

interface Component {
  readonly 'bom-ref': string;
  readonly licenses?: readonly unknown[];
  readonly properties: readonly { readonly name: string }[];
}

interface Bom {
  readonly metadata: { readonly component: object };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** Where each package of production stands, by name@version. */
function placesInProduction({ packages }: Lock): Map<string, string> {
  const entries = Object.entries(packages).filter(([place, { dev }]) => place !== '' && dev !== true);
  return new Map(
    entries.map(([place, { name, version }]) => [`${name ?? place.split('node_modules/').at(-1)}@${version}`, place] as const),
  );
}

/** The lock file knows no licence that was declared in the old way: `licenses: [{ type: 'MIT' }]`. What is installed does. */
function oldLicenses(place: string): { license: { id: string } }[] {
  const file = path.join(place, 'package.json');
  const { licenses = [] } = existsSync(file) ? (readJson(file) as { licenses?: { type: string }[] }) : {};
  return licenses.map(({ type }) => ({ license: { id: type } }));
}

async function print(): Promise<number> {
  const { name } = readJson('package.json') as { name: string };
  const places = placesInProduction(readJson('package-lock.json') as Lock);
  // All of it, and the choice is ours: with --omit=dev npm also leaves out what production shares with a tool.
  const words = ['--package-lock-only', '--include=dev', '--include=optional', '--include=peer'];
  const whole = npmJson('sbom', '--sbom-format=cyclonedx', '--sbom-type=application', ...words) as Bom;
  if ((whole as Partial<Bom>).components === undefined)
    throw new StartupFailure(`npm sbom could not be run: ${JSON.stringify(whole)}`);
  const components = whole.components.flatMap((component) => {
    const place = places.get(component['bom-ref']);
    if (place === undefined) return [];
    const licenses = component.licenses ?? oldLicenses(place);
    const properties = component.properties.filter((property) => property.name !== 'cdx:npm:package:development');
    return [{ ...component, licenses, properties }];
  });
  const kept = new Set(components.map((component) => component['bom-ref']));
  const root = (whole.metadata.component as Component)['bom-ref'];
  const bom = {
    ...whole,
    // npm names it after its directory.
    metadata: { ...whole.metadata, component: { ...whole.metadata.component, name } },
    components,
    dependencies: whole.dependencies
      .filter(({ ref }) => ref === root || kept.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) })),
  };
  const missing = [...places.keys()].filter((id) => !kept.has(id));
  if (missing.length > 0) throw new StartupFailure(`npm sbom leaves out: ${missing.join(', ')}`);
  const unlicensed = components.filter(({ licenses }) => licenses.length === 0).map((component) => component['bom-ref']);
  if (unlicensed.length > 0) throw new StartupFailure(`Nobody knows the licence of: ${unlicensed.join(', ')}`);
  // Waited for: a pipe takes only so much at once, and the program exits after this.
  await new Promise((resolve) => process.stdout.write(`${JSON.stringify(bom, undefined, 2)}\n`, resolve));
  return 0;
}

await runProgram(async (args) => {
  const { values } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' } } });
  if (!values.help) return print();
  console.log(help);
  return 0;
});
