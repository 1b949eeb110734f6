import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Bytes: larger young generations save little time, and each page that was touched once counts as memory. */
const YOUNG = 8 << 20;

/**
 * A scan makes and drops the objects of one host after another. V8 would rather let both parts of the heap grow than collect them, and
 * on large inputs that is most of the memory. The old part is made to grow in small steps; the young one only up to a size, which
 * V8 takes no limit for once it runs: the function that is returned must be called now and then while it grows.
 */
export function keepHeapSmall(): () => void {
  setFlagsFromString('--heap-growing-percent=20');
  let isLimited = false;
  return () => {
    if (isLimited) return;
    const young = getHeapSpaceStatistics().find((space) => space.space_name === 'new_space');
    if (young === undefined || young.space_size < YOUNG) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    isLimited = true;
  };
}
