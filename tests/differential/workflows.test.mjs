// Workflow runs: upstream's store and ours side by side.
import { WorkflowsDriver } from '../support/store_driver/workflows_driver.mjs';
import { knownDifferences } from './known_workflow_differences.mjs';
import { sideBySide } from './side_by_side.mjs';
import { upstreamWorkflows } from './upstream_workflows.mjs';
import { scenarios } from './workflow_scenarios.mjs';

sideBySide({ scenarios, knownDifferences, upstream: upstreamWorkflows, Driver: WorkflowsDriver });
