import Joi from 'joi';

export interface FamilyParams {
  readonly family: string;
}

export const familyParams = Joi.object<FamilyParams>({
  family: Joi.string()
    .max(100)
    .pattern(/^[a-z:-]+$/i)
    .required()
    .description('A family as `GET /admin/cache` names it, or `all`')
    .example('user:profile'),
});
