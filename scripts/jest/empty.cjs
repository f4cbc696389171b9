// Stands in for style sheets and pictures, which tests do not load.
module.exports = {};
