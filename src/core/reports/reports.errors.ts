import { DomainError } from '../kernel/index.js';

export class CannotReportOwn extends DomainError {
  constructor() {
    super('CANNOT_REPORT_OWN', 'Nobody reports himself, or what he wrote');
  }
}

export class AlreadyReported extends DomainError {
  constructor() {
    super('ALREADY_REPORTED', 'You have reported this, and it is not decided yet');
  }
}

export class ReportNotFound extends DomainError {
  constructor() {
    super('REPORT_NOT_FOUND', 'There is no such report');
  }
}

export class ReportDecided extends DomainError {
  constructor() {
    super('REPORT_DECIDED', 'The report was decided already');
  }
}

export class ReportOpen extends DomainError {
  constructor() {
    super('REPORT_OPEN', 'The report is open: there is no decision to undo');
  }
}

export class PersonNotRemovable extends DomainError {
  constructor() {
    super('VALIDATION_FAILED', 'A person is not removed by a decision', { action: ['must be DISMISS; a person is banned'] });
  }
}
