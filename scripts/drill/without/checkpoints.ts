import { PostgresMatchStore } from '../../../src/persistence/postgres/postgresMatchStore.ts';
import { RedisMatchStore } from '../../../src/persistence/redis/redisMatchStore.ts';

/** Of a match only its opening and its journal are stored. */
RedisMatchStore.prototype.checkpoint = async () => {};
PostgresMatchStore.prototype.checkpoint = async () => {};
