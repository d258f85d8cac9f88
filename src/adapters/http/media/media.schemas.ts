import Joi from 'joi';

export const mediaIdParams = Joi.object({
  id: Joi.string().uuid().required().description('Id of the picture').example('018f3a5e-7c1b-7a2d-9e4f-1b2c3d4e5f60'),
});

export interface MediaIdParams {
  readonly id: string;
}
