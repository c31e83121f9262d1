// Which differences an entry of a list of known ones stands for: those in items, or in results. Without `kind` or
// `scenario` of any.
const matcher = where => (what, kind, scenario) => difference =>
    difference.where === where && what.test(difference.what) && (!kind || difference.kind === kind) && (!scenario || scenario.test(difference.scenario));

export const item = matcher('item');
export const result = matcher('result');
