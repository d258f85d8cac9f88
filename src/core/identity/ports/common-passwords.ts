/** Passwords that attackers try first. Whatever the letter case: `Password1` is as common as `password1`. */
export abstract class CommonPasswords {
  abstract has(password: string): boolean;
}
