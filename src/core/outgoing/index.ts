export { checkedHeaders, checkedUrl, type UrlRules } from './checked-request.js';
export { OutgoingFailed, OutgoingRefused, type FailureReason, type RefusalReason } from './outgoing.errors.js';
export { OutgoingHttp, type OutgoingAnswer, type OutgoingRequest } from './ports/outgoing-http.js';
