import { MemoryQueue } from '../../src/persistence/memory/memoryQueue.ts';
import { describeQueue } from './queueContract.ts';

describeQueue('memory', async () => ({ queue: new MemoryQueue(), close: async () => {} }));
