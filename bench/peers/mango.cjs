// Maintenance health by the SDK of Mango v4, on the account of HealthCases.cs: three deposits and five perpetuals, built in memory.
'use strict';

const { createRequire } = require('node:module');
const { measure, check, repetitions } = require('./measure.cjs');

const load = createRequire(process.cwd() + '/');
const sdk = '@blockworks-foundation/mango-v4/dist/cjs/src/';
const { HealthCache, TokenInfo, PerpInfo } = load(sdk + 'accounts/healthCache.js');
const { HealthType, PerpPosition } = load(sdk + 'accounts/mangoAccount.js');
const { I80F48 } = load(sdk + 'numbers/I80F48.js');
const BN = load('bn.js');

const fixed = number => I80F48.fromNumber(number);
const whole = number => new BN(number);

// What both levels need is set; only maintenance is asked. Weights are powers of two, so that no digit is cut.
const tokens = [
  { balance: 100000, price: 1, haircut: 0 },
  { balance: 500, price: 5, haircut: 0.125 },
  { balance: 20, price: 50, haircut: 0.25 },
];
const perpetuals = [100, -50, 20, -10, 70].map((lots, i) => ({ lots, price: 10 + 7 * i }));
const RATE = 0.0625;
const LOT = 10;

const bankOf = ({ price, haircut }, tokenIndex) => ({
  tokenIndex,
  price: fixed(price),
  stablePriceModel: { stablePrice: price },
  maintAssetWeight: fixed(1 - haircut),
  maintLiabWeight: fixed(1 + haircut),
  initAssetWeight: fixed(1 - haircut),
  initLiabWeight: fixed(1 + haircut),
  maintWeights: () => [fixed(1 - haircut), fixed(1 + haircut)],
  scaledInitAssetWeight: () => fixed(1 - haircut),
  scaledInitLiabWeight: () => fixed(1 + haircut),
});

const marketOf = ({ price }, perpMarketIndex) => ({
  perpMarketIndex,
  settleTokenIndex: 0,
  price: fixed(price),
  stablePriceModel: { stablePrice: price },
  baseLotSize: whole(LOT),
  quoteLotSize: whole(1),
  maintBaseAssetWeight: fixed(1 - RATE),
  maintBaseLiabWeight: fixed(1 + RATE),
  initBaseAssetWeight: fixed(1 - RATE),
  initBaseLiabWeight: fixed(1 + RATE),
  maintOverallAssetWeight: fixed(1),
  initOverallAssetWeight: fixed(1),
  longFunding: fixed(0),
  shortFunding: fixed(0),
});

function positionOf({ lots, price }, perpMarketIndex) {
  const none = whole(0);
  const zero = fixed(0);
  const entry = price - 1;
  return new PerpPosition(
    perpMarketIndex, 0, none, whole(lots), fixed(-lots * LOT * entry), none, zero, zero,
    none, none, none, none, 0, 0, none, none, none, 0, zero, zero, none, zero
  );
}

const build = () =>
  new HealthCache(
    tokens.map((token, i) => TokenInfo.fromBank(bankOf(token, i), fixed(token.balance))),
    [],
    perpetuals.map((perpetual, i) => PerpInfo.fromPerpPosition(marketOf(perpetual, i), positionOf(perpetual, i)))
  );

const cache = build();
measure('health.mango.sdk', 'accounts/s', repetitions, () => cache.health(HealthType.maint));
measure('health.mango.sdk-built', 'accounts/s', repetitions, () => build().health(HealthType.maint));
check('health.mango', Math.round(cache.health(HealthType.maint).toNumber() * 1e6));
process.exit(0);
