// Plain values and requests in one form that both sides can be compared in.
const toWire = value => (typeof value === 'number' ? { N: String(value) } : { S: value });
export const marshall = item => Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toWire(value)]));

// 1e+21 and 1E+21 are the same number.
const canonical = value => ('N' in value ? { N: String(Number(value.N)) } : value);
export const canonicalMap = item =>
    item && Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, v]) => [name, canonical(v)]));

// The expression with every placeholder replaced by what it stands for.
function spelledOut(expression, { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} }) {
    return expression?.replace(/[#:][A-Za-z0-9_]+/g, placeholder =>
        placeholder[0] === '#' ? names[placeholder] ?? placeholder : JSON.stringify(canonical(values[placeholder])));
}

// {"SET": {name: value}, "REMOVE": {name: true}}
function effect(request) {
    const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = request;
    const effects = {};
    const clauses = request.UpdateExpression.split(/\s*\b(SET|REMOVE)\b\s*/).slice(1);
    for (let i = 0; i < clauses.length; i += 2) {
        for (const action of clauses[i + 1].split(/,\s*(?![^(]*\))/)) {
            const [target, value] = action.trim().split(' = ');
            const placeholder = value?.match(/:[A-Za-z0-9_]+/)[0];
            const how = value === undefined ? 'REMOVE' : value.startsWith('if_not_exists') ? 'IF ABSENT' : 'SET';
            effects[names[target]] = [how, placeholder ? canonical(values[placeholder]) : null];
        }
    }
    return Object.fromEntries(Object.entries(effects).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const lowerAnd = text => text?.replace(/ AND /gi, ' AND ');

// What a request does, whatever its placeholders are called. The filter is not a part of it.
export const meaning = request => ({
    key: canonicalMap(request.Key),
    item: canonicalMap(request.Item),
    effect: request.UpdateExpression && effect(request),
    condition: lowerAnd(spelledOut(request.ConditionExpression, request)),
    index: request.IndexName,
    keyCondition: lowerAnd(spelledOut(request.KeyConditionExpression, request)),
});
export const filterOf = request => spelledOut(request.FilterExpression, request);

// A case as our program reads it.
export function forModel(one) {
    const wire = { ...one };
    for (const name of ['attributes', 'set', 'low', 'high']) if (wire[name]) wire[name] = marshall(wire[name]);
    if (one.remove) wire.remove = marshall(Object.fromEntries(one.remove.map(name => [name, ''])));
    return wire;
}

// ElectroDB's params as they go over the wire.
export function wireRequest(params) {
    const wire = { ...params };
    for (const name of ['Key', 'Item', 'ExpressionAttributeValues']) if (wire[name]) wire[name] = marshall(wire[name]);
    return wire;
}
