// Every difference between upstream's workflows store and ours that the scenarios meet, on purpose; see
// known_differences.mjs.
import { item, result } from './difference_matchers.mjs';

export const knownDifferences = [
    {
        title: 'Attribute `mdb_write` of updated runs',
        upstream: 'not written, ignored when read',
        ours: 'tokens of the last updates',
        why: 'tells a writer whose reply was lost whether its update was carried out',
        matches: item(/^workflow_snapshot\.mdb_write$/, 'only ours'),
    },
    {
        title: 'Results of a step whose old and new `output` are arrays',
        upstream: 'the new array replaces the old one',
        ours: 'the arrays are merged by index',
        why: 'the contract: iterations of a foreach finish on their own',
        matches: item(/^workflow_snapshot\.snapshot\.S$/, 'other value', /foreach/),
    },
    {
        title: '`expectedStatus` of a change of a run\'s state',
        upstream: 'is ignored, and stored in the snapshot',
        ours: 'guards the change, and is not stored',
        why: 'the contract: of several that resume a run one wins',
        matches: item(/^workflow_snapshot\.(snapshot|updatedAt)\.S$/, 'other value', /another status|expected status/),
    },
    {
        title: '`listWorkflowRuns` without `page` and `perPage`',
        upstream: 'gives the first 10 runs',
        ours: 'gives all runs',
        why: 'the contract',
        matches: result(/^listWorkflowRuns\.runs\[\]$/, 'only ours', /without pages/),
    },
    {
        title: 'The order of `listWorkflowRuns`',
        upstream: 'by run id',
        ours: 'newest first',
        why: 'the contract',
        matches: result(/^listWorkflowRuns\.runs/, undefined, /order of the list|without pages/),
    },
    {
        title: '`getWorkflowRunById` without a name, of an id that several workflows have',
        upstream: 'gives the first workflow in the alphabet',
        ours: 'gives the run that was created last',
        why: 'the contract',
        matches: result(/^getWorkflowRunById\./, 'other value', /several workflows/),
    },
];
