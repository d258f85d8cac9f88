import { expect } from 'chai';
import { type NestedRun, runNested } from './nested-run.js';

export interface ContractFaults<Maker, Name extends string> {
  /** Registers the contract for what the maker makes. */
  readonly contract: (make: Maker) => void;
  readonly sound: Maker;
  readonly faulty: Readonly<Record<Name, Maker>>;
  /** The titles, below the contract's own, of the tests that each fault fails. */
  readonly expected: Readonly<Record<Name, readonly string[]>>;
  /** How many tests the contract has at least. */
  readonly promises: number;
}

/** Runs the contract of a port against adapters with one fault each: exactly the tests that are about it must fail. */
export function describeFaults<Maker, Name extends string>(port: string, faults: ContractFaults<Maker, Name>): void {
  const { contract, faulty, expected, promises } = faults;
  const run = (make: Maker): Promise<NestedRun> => runNested(() => contract(make));

  describe(`the contract of ${port} can fail`, () => {
    let sound: NestedRun;
    before(async () => {
      sound = await run(faults.sound);
    });

    it('and does not on an adapter without a fault', () => {
      expect(sound.failed).to.deep.equal([]);
      expect(sound.passed.length).to.be.at.least(promises);
    });

    for (const name of Object.keys(faulty) as Name[]) {
      it(`on one that ${name.replace(/(?<!^)[A-Z]/g, ' $&').toLowerCase()}, where it should and nowhere else`, async () => {
        const { passed, failed } = await run(faulty[name]);
        const broken = expected[name].map((title) => `${port} contract › ${title}`);
        expect([...failed].sort()).to.deep.equal([...broken].sort());
        expect(passed).to.have.length(sound.passed.length - broken.length);
      });
    }
  });
}
