import { UuidV7Generator } from '../../../src/adapters/system/uuid-v7-generator.js';
import { idGeneratorContract } from '../../contracts/id-generator.contract.js';

describe('UuidV7Generator', () => idGeneratorContract(() => new UuidV7Generator()));
