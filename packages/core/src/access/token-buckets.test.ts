import { inMemoryTokenBuckets } from './in-memory-token-buckets.ts';
import { tokenBucketsContract } from './token-buckets.contract.ts';

tokenBucketsContract(async () => {
  const buckets = inMemoryTokenBuckets();
  return [buckets, buckets];
});
