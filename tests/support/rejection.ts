/** The reason a promise rejects with. Fails when it resolves: a test that expects an error cannot pass by accident. */
export async function rejection(work: Promise<unknown>): Promise<unknown> {
  const [outcome] = await Promise.allSettled([work]);
  if (outcome.status === 'rejected') return outcome.reason as unknown;
  throw new Error(`expected a rejection, but it resolved with ${JSON.stringify(outcome.value)}`);
}
