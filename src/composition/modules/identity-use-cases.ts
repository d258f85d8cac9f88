import type { Container } from 'inversify';
import {
  AccountRepository,
  ActorReader,
  AttemptCounter,
  Authenticate,
  ChangePassword,
  CodeChecker,
  CodeRequests,
  CommonPasswords,
  EndOtherSessions,
  EndSession,
  EnsureFirstAdmin,
  IdentityKeys,
  ListSessions,
  OneTimeCodeRepository,
  PasswordHasher,
  RefreshSession,
  RegisterPerson,
  RequestPasswordReset,
  RequestVerificationCode,
  ResetPassword,
  SessionOpener,
  SessionRepository,
  type SessionRules,
  SignIn,
  SignInGuard,
  SignOut,
  TokenIssuer,
  VerifyEmail,
} from '../../core/identity/index.js';
import { AuditTrail, SecurityEvents } from '../../core/audit/index.js';
import { Clock, EventOutbox, IdGenerator, TransactionRunner } from '../../core/kernel/index.js';
import { RateLimiter } from '../../core/security/index.js';
import { provide, wire } from '../wire.js';

/** What people (and the start of the program) do with accounts, and the parts these share. */
export function bindIdentityUseCases(container: Container, rules: SessionRules): void {
  wire(container, Authenticate, [TokenIssuer, ActorReader]);
  wire(container, CodeChecker, [OneTimeCodeRepository, Clock, IdentityKeys]);
  wire(container, CodeRequests, [RateLimiter, EventOutbox]);
  wire(container, SignInGuard, [AttemptCounter, IdentityKeys, Clock]);
  provide(
    container,
    SessionOpener,
    (get) => new SessionOpener(get(SessionRepository), get(TokenIssuer), get(IdGenerator), get(Clock), get(IdentityKeys), rules),
  );

  wire(container, RegisterPerson, [
    ...([AccountRepository, PasswordHasher, CommonPasswords, CodeRequests] as const),
    ...([EventOutbox, TransactionRunner, IdGenerator, Clock, IdentityKeys, AuditTrail] as const),
  ]);
  wire(container, VerifyEmail, [
    ...([CodeChecker, AccountRepository, SessionOpener] as const),
    ...([EventOutbox, TransactionRunner, Clock, AuditTrail] as const),
  ]);
  wire(container, RequestVerificationCode, [CodeRequests]);
  wire(container, SignIn, [
    ...([AccountRepository, SessionRepository, PasswordHasher, SignInGuard] as const),
    ...([SessionOpener, TransactionRunner, Clock, IdentityKeys, AuditTrail, SecurityEvents] as const),
  ]);
  provide(
    container,
    RefreshSession,
    (get) =>
      new RefreshSession(
        get(SessionRepository),
        get(TokenIssuer),
        get(RateLimiter),
        get(EventOutbox),
        get(TransactionRunner),
        get(Clock),
        get(IdentityKeys),
        rules,
        get(AuditTrail),
      ),
  );
  wire(container, SignOut, [SessionRepository, TransactionRunner, Clock, AuditTrail]);
  wire(container, RequestPasswordReset, [CodeRequests, IdentityKeys, SecurityEvents]);
  wire(container, ResetPassword, [
    ...([CodeChecker, AccountRepository, SessionRepository, PasswordHasher] as const),
    ...([CommonPasswords, EventOutbox, TransactionRunner, Clock, AuditTrail] as const),
  ]);
  wire(container, ChangePassword, [
    ...([AccountRepository, SessionRepository, PasswordHasher, CommonPasswords] as const),
    ...([RateLimiter, EventOutbox, TransactionRunner, Clock, AuditTrail] as const),
  ]);
  wire(container, ListSessions, [SessionRepository, Clock]);
  wire(container, EndSession, [SessionRepository, TransactionRunner, Clock, AuditTrail]);
  wire(container, EndOtherSessions, [SessionRepository, TransactionRunner, Clock, AuditTrail]);
  wire(container, EnsureFirstAdmin, [
    ...([AccountRepository, PasswordHasher, CommonPasswords, TransactionRunner] as const),
    ...([EventOutbox, IdGenerator, Clock, IdentityKeys, AuditTrail] as const),
  ]);
}
