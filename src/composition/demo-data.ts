import type { Container } from 'inversify';
import type { Knex } from 'knex';
import { IdentityKeys, PasswordHasher } from '../core/identity/index.js';
import { verificationRefOf } from '../core/identity/verification-ref.js';
import { ImageProcessor, ObjectStorage } from '../core/media/index.js';
import { demoLogins, type DemoNeeds, isEmptyOfPeople, presentDemoLogins, seedDemo } from '../../seeds/demo.js';

/** What demo data is made with: the adapters that the configuration chose. */
export function demoNeeds(container: Container, knex: Knex): DemoNeeds {
  const keys = container.get(IdentityKeys);
  return {
    knex,
    passwords: container.get(PasswordHasher),
    images: container.get(ImageProcessor),
    storage: container.get(ObjectStorage),
    verificationRefOf: (email) => verificationRefOf(email, keys),
  };
}

/** On a database without people only: whoever removed a demo account does not find it there again. Resolves with how many were made. */
export async function seedDemoOnFirstStart(container: Container, knex: Knex): Promise<number> {
  return (await isEmptyOfPeople(knex)) ? seedDemo(demoNeeds(container, knex)) : 0;
}

type Login = (typeof demoLogins)[keyof typeof demoLogins];

/** The well-known logins that work on this database: for the banner. */
export class WorkingDemoLogins {
  private constructor(readonly all: readonly Login[]) {}

  static async of(knex: Knex): Promise<WorkingDemoLogins> {
    return new WorkingDemoLogins((await presentDemoLogins(knex)).map((name) => demoLogins[name]));
  }
}
