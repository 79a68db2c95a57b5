/**
 * The part of Phaser that the game draws with, for the production build: its core with images,
 * texts and containers. The whole of it is one file that can't be shaken and half as large again.
 */
const Phaser = require("phaser/src/phaser-core.js");
require("phaser/src/gameobjects/container/ContainerFactory.js");

module.exports = Phaser;
