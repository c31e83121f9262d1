// Scores: upstream's store and ours side by side.
import { ScoresDriver } from '../support/store_driver/scores_driver.mjs';
import { knownDifferences } from './known_score_differences.mjs';
import { scenarios } from './score_scenarios.mjs';
import { sideBySide } from './side_by_side.mjs';
import { upstreamScores } from './upstream_scores.mjs';

sideBySide({
    scenarios, knownDifferences, upstream: upstreamScores, Driver: ScoresDriver,
    idsOf: results => results.map(saved => saved?.id).filter(id => id !== undefined),
});
