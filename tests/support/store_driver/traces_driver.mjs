// The store of legacy traces from Node.js.
import { StoreDriver } from './store_driver.mjs';

export class TracesDriver extends StoreDriver {
    batchInsert(records) { return this.call('batchInsertTraces', { records }); }
    list(query) { return this.call('listLegacyTraces', query); }
}
