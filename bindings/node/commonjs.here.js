'use strict';
// here.ts for CommonJS.
const { join } = require('node:path');

exports.packageFile = () => join(__dirname, '..', '..', 'package.json');
