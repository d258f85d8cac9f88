import Joi from 'joi';

export interface PolicyParams {
  readonly policy: string;
}

export interface RateBody {
  readonly points: number;
  readonly windowSeconds: number;
}

export const policyParams = Joi.object<PolicyParams>({
  policy: Joi.string()
    .max(40)
    .pattern(/^[a-z-]+$/)
    .required()
    .description('A limit as `GET /admin/rate-limits` names it')
    .example('search'),
});

export const rateBody = Joi.object<RateBody>({
  points: Joi.number().integer().min(1).max(1_000_000_000).required().description('So many calls').example(120),
  windowSeconds: Joi.number().integer().min(1).max(86_400).required().description('In so many seconds').example(60),
}).meta({ className: 'ChangeRateLimitBody' });
