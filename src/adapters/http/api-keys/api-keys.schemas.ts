import Joi from 'joi';
import { type ApiKeyScope, type ApiKeyWishes, apiKeyScopes } from '../../../core/api-keys/index.js';
import { idOf } from '../ids.js';

const maxOverlapSeconds = 7 * 86_400;

export const newApiKeyBody = Joi.object<ApiKeyWishes>({
  name: Joi.string().trim().min(1).max(100).required().description('What it is for').example('Nightly import'),
  scopes: Joi.array<ApiKeyScope[]>()
    .items(Joi.string().valid(...apiKeyScopes))
    .min(1)
    .unique()
    .required()
    .description('What it may do')
    .example(['posts:read']),
  expiresInDays: Joi.number().integer().min(1).max(365).default(90).description('How long it lives').example(90),
}).meta({ className: 'NewApiKeyBody' });

export interface RotationBody {
  readonly overlapSeconds: number;
}

export const rotationBody = Joi.object<RotationBody>({
  overlapSeconds: Joi.number()
    .integer()
    .min(0)
    .max(maxOverlapSeconds)
    .default(86_400)
    .description('How long the key as it was works beside the new one')
    .example(86_400),
}).meta({ className: 'ApiKeyRotationBody' });

export interface ApiKeyParams {
  readonly id: string;
}

export const apiKeyParams = Joi.object<ApiKeyParams>({ id: idOf('the key').required() });
