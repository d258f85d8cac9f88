export interface Person {
  readonly email: string;
  readonly username: string;
  /** What stands for the address in sign-up and reset flows, once an answer told. */
  ref: string;
}

export interface Question {
  readonly name: string;
  readonly path: string;
  readonly body: (person: Person) => object;
  readonly learn?: (person: Person, answer: string) => void;
}

/** The calls that take an address, or what stands for one. Registering comes last: it makes accounts of addresses that had none. */
export const questions: readonly Question[] = [
  { name: 'login, wrong password', path: '/login', body: ({ email }) => ({ email, password: 'not the password' }) },
  {
    name: 'forgot-password',
    path: '/forgot-password',
    body: ({ email }) => ({ email }),
    learn: (person, answer) => {
      person.ref = (JSON.parse(answer) as { data: { userId: string } }).data.userId;
    },
  },
  { name: 'resend-otp', path: '/resend-otp', body: ({ ref }) => ({ userId: ref, type: 'EMAIL' }) },
  {
    name: 'register',
    path: '/register',
    body: ({ email, username }) => ({ email, username, password: 'another good password', fullName: 'Nino' }),
  },
];
