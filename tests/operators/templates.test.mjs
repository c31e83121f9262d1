// The templates describe one table: CloudFormation, CDK (synthesised with aws-cdk-lib) and Terraform are read as data and
// compared, and DynamoDB Local makes a table of it that `table verify` accepts.
import assert from 'node:assert/strict';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { call } from '../support/raw_calls.mjs';
import { testEndpoint } from '../support/test_endpoint.mjs';
import { parseTerraform } from './terraform_text.mjs';
import { runTool } from './tool.mjs';

const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const choices = {
    plain: [],
    'with all protections': ['--ttl-attribute', 'ttl', '--point-in-time-recovery', '--deletion-protection', '--encryption', 'aws-managed'],
    'provisioned, with a key of its own': ['--billing', 'provisioned', '--read-units', '11', '--write-units', '12',
        '--index-read-units', '3', '--index-write-units', '4', '--kms-key', key, '--ttl-attribute', 'expiresAt'],
};

async function template(format, words) {
    const { code, out, err } = await runTool(['table', 'template', format, '--table', 'memory', ...words]);
    assert.equal(code, 0, err);
    return out;
}

const unitsOf = units => (units ? [units.ReadCapacityUnits, units.WriteCapacityUnits] : undefined);
const keysOf = schema => Object.fromEntries(schema.map(({ AttributeName, KeyType }) => [KeyType, AttributeName]));
const encryptionOf = sse => (sse?.SSEEnabled ? sse.KMSMasterKeyId ?? 'aws-managed' : 'aws-owned');

// A table as CloudFormation has it, in a form of our own to compare.
const fromCloudFormation = table => ({
    name: table.TableName,
    billing: table.BillingMode ?? 'PROVISIONED',
    units: unitsOf(table.ProvisionedThroughput),
    attributes: Object.fromEntries(table.AttributeDefinitions.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType])),
    keys: keysOf(table.KeySchema),
    indexes: Object.fromEntries(table.GlobalSecondaryIndexes.map(index => [index.IndexName, {
        keys: keysOf(index.KeySchema), projection: index.Projection.ProjectionType, units: unitsOf(index.ProvisionedThroughput),
    }])),
    ttl: table.TimeToLiveSpecification?.Enabled ? table.TimeToLiveSpecification.AttributeName : undefined,
    recovery: table.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled ?? false,
    deletionProtection: table.DeletionProtectionEnabled ?? false,
    encryption: encryptionOf(table.SSESpecification),
});

function fromTerraform(text) {
    const [table] = parseTerraform(text).blocks;
    assert.deepEqual(table.labels, ['resource', 'aws_dynamodb_table', 'mastra']);
    const all = name => table.blocks.filter(block => block.labels[0] === name).map(block => block.values);
    const units = values => (values.read_capacity ? [values.read_capacity, values.write_capacity] : undefined);
    const keys = values => ({ HASH: values.hash_key, RANGE: values.range_key });
    const [ttl] = all('ttl');
    const [encryption] = all('server_side_encryption');
    return {
        name: table.values.name,
        billing: table.values.billing_mode,
        units: units(table.values),
        attributes: Object.fromEntries(all('attribute').map(({ name, type }) => [name, type])),
        keys: keys(table.values),
        indexes: Object.fromEntries(all('global_secondary_index').map(index => [index.name, {
            keys: keys(index), projection: index.projection_type, units: units(index),
        }])),
        ttl: ttl?.enabled ? ttl.attribute_name : undefined,
        recovery: all('point_in_time_recovery')[0]?.enabled ?? false,
        deletionProtection: table.values.deletion_protection_enabled,
        encryption: encryption?.enabled ? encryption.kms_key_arn ?? 'aws-managed' : 'aws-owned',
    };
}

let folder;
before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'mastra-cdk-'));
    await symlink(path.join(import.meta.dirname, '../node/node_modules'), path.join(folder, 'node_modules'));
    await writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
});
after(() => rm(folder, { recursive: true }));

// The stack's text is TypeScript: Node.js takes the types out.
async function synthesised(text, name) {
    const file = path.join(folder, `${name.replace(/\W/g, '-')}.ts`);
    await writeFile(file, text);
    const { MastraTableStack } = await import(file);
    const { App, assertions } = createRequire(file)('aws-cdk-lib');
    const stack = new MastraTableStack(new App(), 'Stack');
    return assertions.Template.fromStack(stack).toJSON();
}

for (const [name, words] of Object.entries(choices)) {
    test(`the templates of a table ${name} describe the same table`, async () => {
        const document = JSON.parse(await template('cloudformation', words));
        const [resource, ...more] = Object.values(document.Resources);
        assert.deepEqual([resource.Type, resource.DeletionPolicy, more.length], ['AWS::DynamoDB::Table', 'Retain', 0]);
        const wanted = fromCloudFormation(resource.Properties);
        assert.equal(Object.keys(wanted.indexes).length, 7);

        const stack = await synthesised(await template('cdk', words), name);
        const made = Object.values(stack.Resources).filter(({ Type }) => Type === 'AWS::DynamoDB::Table');
        assert.equal(made.length, 1);
        assert.deepEqual([made[0].DeletionPolicy, made[0].UpdateReplacePolicy], ['Retain', 'Retain']);
        assert.deepEqual(fromCloudFormation(made[0].Properties), wanted);

        assert.deepEqual(fromTerraform(await template('terraform', words)), wanted);
    });

    test(`DynamoDB makes a table ${name} of the template, and it verifies`, async () => {
        const { Properties } = Object.values(JSON.parse(await template('cloudformation', words)).Resources)[0];
        const { TimeToLiveSpecification, PointInTimeRecoverySpecification, SSESpecification, DeletionProtectionEnabled, ...request } = Properties;
        const TableName = `template-${randomUUID()}`;
        await call(testEndpoint(), 'CreateTable', { ...request, TableName });
        if (TimeToLiveSpecification) await call(testEndpoint(), 'UpdateTimeToLive', { TableName, TimeToLiveSpecification });
        const ttl = TimeToLiveSpecification ? ['--ttl-attribute', TimeToLiveSpecification.AttributeName] : [];
        const { code, out, err } = await runTool(['table', 'verify', '--table', TableName, ...ttl]);
        await call(testEndpoint(), 'DeleteTable', { TableName });
        assert.equal(code, 0, out + err);
    });
}

test('the template is the table that `table create` makes', async () => {
    const TableName = `template-${randomUUID()}`;
    assert.equal((await runTool(['table', 'create', '--table', TableName])).code, 0);
    const { Table } = await call(testEndpoint(), 'DescribeTable', { TableName });
    await call(testEndpoint(), 'DeleteTable', { TableName });
    const described = fromCloudFormation({
        ...Table, TableName: 'memory', BillingMode: Table.BillingModeSummary.BillingMode, ProvisionedThroughput: undefined,
        GlobalSecondaryIndexes: Table.GlobalSecondaryIndexes.map(index => ({ ...index, ProvisionedThroughput: undefined })),
    });
    const { Properties } = Object.values(JSON.parse(await template('cloudformation', [])).Resources)[0];
    assert.deepEqual(described, fromCloudFormation(Properties));
});
