export { CannotModerateSelf, StaffForbidden } from './administration.errors.js';
export {
  administrationEvents,
  type AdministrationEvents,
  administrationInvalidations,
  type StaffAct,
} from './administration-events.js';
export { ContentRemoval } from './content-removal.js';
export { RemoveTraces } from './event-handlers/remove-traces.js';
export { EndBans } from './jobs/end-bans.js';
export { LetGoOfPictures, undoDays } from './jobs/let-go-of-pictures.js';
export { type Ban, type EmptyName, PersonRegister } from './ports/person-register.js';
export { PersonTraces } from './ports/person-traces.js';
export {
  type AdminComment,
  type AdminPerson,
  type ContentQuery,
  contentSorts,
  type Dashboard,
  type PeopleQuery,
  personSorts,
  sortOrders,
  StaffReader,
} from './ports/staff-reader.js';
export type { ManagedPerson } from './managed-person.js';
export { banDays, type BanDays, banReason } from './staff.js';
export { StaffActs } from './staff-acts.js';
export { BanPerson } from './use-cases/ban-person.js';
export { ChangeRole } from './use-cases/change-role.js';
export { DeletePerson } from './use-cases/delete-person.js';
export { ListContent } from './use-cases/list-content.js';
export { ListPeople } from './use-cases/list-people.js';
export { ReadDashboard } from './use-cases/read-dashboard.js';
export { RemoveContent } from './use-cases/remove-content.js';
export { UnbanPerson } from './use-cases/unban-person.js';
