// Threads, messages and resources: upstream's store and ours side by side.
import { MemoryDriver } from '../support/store_driver/memory_driver.mjs';
import { knownDifferences } from './known_differences.mjs';
import { scenarios } from './scenarios.mjs';
import { sideBySide } from './side_by_side.mjs';
import { upstreamMemory } from './upstream_memory.mjs';

sideBySide({ scenarios, knownDifferences, upstream: upstreamMemory, Driver: MemoryDriver });
