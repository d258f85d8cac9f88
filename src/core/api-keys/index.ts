export { type ApiKey, type ApiKeyCall, type ApiKeyScope, apiKeyScopes } from './api-key.js';
export { apiKeyPrefix, newApiKeyText } from './api-key-text.js';
export { ApiKeyNotFound, ApiKeyRefused } from './api-keys.errors.js';
export { type ApiKeyCaller, ApiKeyRepository, type ApiKeyText } from './ports/api-key-repository.js';
export { AuthenticateApiKey } from './use-cases/authenticate-api-key.js';
export { type ApiKeyWishes, CreateApiKey, type ShownApiKey } from './use-cases/create-api-key.js';
export { ListApiKeys } from './use-cases/list-api-keys.js';
export { RevokeApiKey } from './use-cases/revoke-api-key.js';
export { RotateApiKey } from './use-cases/rotate-api-key.js';
