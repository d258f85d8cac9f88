import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { PasswordHasher } from '../../src/core/identity/index.js';
import { buildTestApp, type TestApp } from '../support/build-test-app.js';
import { eventually } from '../support/eventually.js';
import { createPerson, type Person } from '../support/people.js';
import { launchChromium } from './chromium.js';

const screenshots = path.join(import.meta.dirname, 'screenshots');
const fullName = 'ნინო ბერიძე';
const password = 'ორი ბორბალი და გზა 7';

/** What a person sees who opens the docs: a real browser, the real page, the real API behind it. */
describe('the docs in a browser', function () {
  this.timeout(120_000);
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let person: Person;
  let complaints: string[];

  before(async () => {
    app = await buildTestApp();
    person = await createPerson(app, { username: 'nino_rides', fullName });
    const hash = await app.container.get(PasswordHasher).hash(password);
    await app.knex('users').where({ id: person.id }).update({ password_hash: hash });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await app?.close();
  });

  beforeEach(async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'en-GB' });
    page = await context.newPage();
    complaints = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
    });
    await page.exposeFunction('reportViolation', (text: string) => complaints.push(`policy: ${text}`));
    await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) =>
      window.reportViolation(event.violatedDirective + ' blocked ' + event.blockedURI + ' ' + event.sample));`);
    const { port } = app.application.http.server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/docs`, { waitUntil: 'load' });
    await page.getByRole('heading', { name: /Bike Area API/ }).waitFor();
  });

  afterEach(async () => {
    await page.context().close();
  });

  /** The opened box of one operation. */
  async function open(operationId: string, tag: string) {
    const box = page.locator(`#operations-${tag}-${operationId}`);
    await box.locator('.opblock-summary-control').first().click();
    await box.getByRole('button', { name: 'Try it out' }).click();
    return box;
  }

  it('loads without a complaint of the browser, and shows every operation', async () => {
    const ids = Object.values(app.application.http.openApi.paths).flatMap((item) =>
      Object.values(item).map(({ operationId, tags }) => `operations-${tags[0]}-${operationId}`),
    );
    await page.locator(`#${ids.at(-1)}`).waitFor();
    const shown = await page.locator('.opblock').evaluateAll((boxes) => boxes.map((box) => box.id));
    expect(shown).to.have.members(ids);
    await page.screenshot({ path: path.join(screenshots, 'docs.png') });
    expect(complaints).to.deep.equal([]);
  });

  it('would have heard of a policy violation: an inline script and a foreign picture are blocked and told', async () => {
    await page.evaluate(`
      const script = document.createElement('script');
      script.textContent = 'window.planted = true';
      const picture = document.createElement('img');
      picture.src = 'http://127.0.0.1:9/picture.png';
      document.body.append(script, picture);
    `);
    const blocked = (): string[] =>
      complaints.filter((text) => text.startsWith('policy: ')).map((text) => text.split(' ')[1] ?? '');
    await eventually('both are told', () => blocked().length >= 2);
    expect(blocked()).to.have.members(['script-src-elem', 'img-src']);
    expect(await page.evaluate('window.planted')).to.equal(undefined);
  });

  it('takes a token in Authorize, calls GET /auth/me with it, and keeps it over a reload', async () => {
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    const dialog = page.locator('.dialog-ux');
    await dialog.locator('input').fill(person.authorization.replace('Bearer ', ''));
    await dialog.getByRole('button', { name: 'Apply credentials' }).click();
    await dialog.getByRole('button', { name: 'Close' }).click();
    const box = await open('getMe', 'Auth');
    await box.getByRole('button', { name: 'Execute' }).click();
    const answer = box.locator('.live-responses-table');
    await answer.getByText(fullName).waitFor();
    expect(await answer.locator('.response-col_status').last().innerText()).to.match(/^200/);
    await answer.scrollIntoViewIfNeeded();
    await page.screenshot({ path: path.join(screenshots, 'docs-answer.png') });
    await page.reload();
    await page.locator('.authorize.locked').waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it('authorises itself with the token that signing in answers', async () => {
    const signIn = await open('login', 'Auth');
    await signIn.locator('textarea').fill(JSON.stringify({ email: person.email, password }));
    await signIn.getByRole('button', { name: 'Execute' }).click();
    await signIn.locator('.live-responses-table').getByText(fullName).waitFor();
    await page.locator('.authorize.locked').first().waitFor();
    const me = await open('getMe', 'Auth');
    await me.getByRole('button', { name: 'Execute' }).click();
    await me.locator('.live-responses-table').getByText(fullName).waitFor();
    expect(complaints).to.deep.equal([]);
  });
});
