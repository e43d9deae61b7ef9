// Maintenance margin by the SDK of Drift, on the account of HealthCases.cs: one deposit and seven perpetuals, every lookup answered from memory.
'use strict';

const { createRequire } = require('node:module');
const { measure, check, repetitions } = require('./measure.cjs');

const load = createRequire(process.cwd() + '/');
const sdk = load('@drift-labs/sdk');
const { PublicKey, Connection, Keypair } = load('@solana/web3.js');
const { BN } = sdk;

const zero = () => new BN(0);
const units = (amount, decimals) => new BN(Math.round(amount * 10 ** decimals));

const prices = [60000, 3000, 150, 40, 25, 12, 3];
const lots = prices.map((_, i) => (i % 2 ? -1 : 1) * (i + 1));
const DEPOSIT = 100000;

const oracleOf = price => ({
  price: units(price, 6),
  slot: zero(),
  confidence: new BN(1),
  hasSufficientNumberOfDataPoints: true,
  isMMOracleActive: true,
});
const historyOf = price => ({
  lastOraclePrice: units(price, 6),
  lastOracleConf: zero(),
  lastOracleDelay: zero(),
  lastOraclePriceTwap: units(price, 6),
  lastOraclePriceTwap5Min: units(price, 6),
  lastOraclePriceTwapTs: zero(),
});

// Five percent at maintenance, no premium for size, all of a profit counted.
const perpMarkets = prices.map((price, marketIndex) => ({
  marketIndex,
  status: sdk.MarketStatus.ACTIVE,
  contractType: sdk.ContractType.PERPETUAL,
  contractTier: sdk.ContractTier.A,
  expiryPrice: zero(),
  expiryTs: zero(),
  marginRatioInitial: 1000,
  marginRatioMaintenance: 500,
  highLeverageMarginRatioInitial: 0,
  highLeverageMarginRatioMaintenance: 0,
  imfFactor: 0,
  unrealizedPnlImfFactor: 0,
  unrealizedPnlMaxImbalance: zero(),
  unrealizedPnlInitialAssetWeight: 10000,
  unrealizedPnlMaintenanceAssetWeight: 10000,
  quoteSpotMarketIndex: 0,
  pnlPool: { scaledBalance: zero(), marketIndex: 0 },
  amm: {
    oracle: PublicKey.default,
    oracleSource: sdk.OracleSource.PYTH,
    cumulativeFundingRateLong: zero(),
    cumulativeFundingRateShort: zero(),
    historicalOracleData: historyOf(price),
    baseAssetAmountWithAmm: zero(),
    orderStepSize: new BN(1),
    quoteAssetAmount: zero(),
    lastFundingRateTs: zero(),
    fundingPeriod: new BN(3600),
  },
}));

const spotMarket = {
  marketIndex: 0,
  status: sdk.MarketStatus.ACTIVE,
  assetTier: sdk.AssetTier.COLLATERAL,
  decimals: 6,
  poolId: 0,
  oracle: PublicKey.default,
  oracleSource: sdk.OracleSource.QUOTE_ASSET,
  cumulativeDepositInterest: sdk.SPOT_MARKET_CUMULATIVE_INTEREST_PRECISION,
  cumulativeBorrowInterest: sdk.SPOT_MARKET_CUMULATIVE_INTEREST_PRECISION,
  initialAssetWeight: 10000,
  maintenanceAssetWeight: 10000,
  initialLiabilityWeight: 10000,
  maintenanceLiabilityWeight: 10000,
  scaleInitialAssetWeightStart: zero(),
  imfFactor: 0,
  depositBalance: zero(),
  borrowBalance: zero(),
  historicalOracleData: historyOf(1),
};

const perpPositionOf = (quantity, marketIndex) => ({
  marketIndex,
  baseAssetAmount: units(quantity, 9),
  quoteAssetAmount: units(-quantity * (prices[marketIndex] - 1), 6),
  quoteBreakEvenAmount: zero(),
  quoteEntryAmount: zero(),
  lastCumulativeFundingRate: zero(),
  openOrders: 0,
  openBids: zero(),
  openAsks: zero(),
  settledPnl: zero(),
  lpShares: zero(),
  remainderBaseAssetAmount: 0,
  lastQuoteAssetAmountPerLp: zero(),
  lastBaseAssetAmountPerLp: zero(),
  perLpBase: 0,
  maxMarginRatio: 0,
  isolatedPositionScaledBalance: zero(),
  positionFlag: 0,
});

const account = {
  authority: PublicKey.default,
  spotPositions: [
    {
      marketIndex: 0,
      balanceType: sdk.SpotBalanceType.DEPOSIT,
      scaledBalance: new BN(DEPOSIT).mul(sdk.SPOT_MARKET_BALANCE_PRECISION),
      openOrders: 0,
      openBids: zero(),
      openAsks: zero(),
      cumulativeDeposits: zero(),
    },
  ],
  perpPositions: lots.map(perpPositionOf),
  orders: [],
  status: 0,
  maxMarginRatio: 0,
  isMarginTradingEnabled: true,
  marginMode: sdk.MarginMode.DEFAULT,
  poolId: 0,
};

// The client is never asked to connect; its address answers nobody.
const client = new sdk.DriftClient({
  connection: new Connection('http://127.0.0.1:9'),
  wallet: new sdk.Wallet(new Keypair()),
  programID: PublicKey.default,
});
const perpOracles = prices.map(oracleOf);
const quoteOracle = oracleOf(1);
client._isSubscribed = true;
client.getStateAccount = () => ({ liquidationMarginBufferRatio: 0 });
client.getPerpMarketAccount = i => perpMarkets[i];
client.getSpotMarketAccount = () => spotMarket;
client.getOracleDataForPerpMarket = i => perpOracles[i];
client.getMMOracleDataForPerpMarket = i => perpOracles[i];
client.getOracleDataForSpotMarket = () => quoteOracle;

const user = new sdk.User({ driftClient: client, userAccountPublicKey: PublicKey.default });
user._isSubscribed = true;
user.getUserAccount = () => account;

measure('health.drift.sdk', 'accounts/s', repetitions, () => user.getMarginCalculation('Maintenance'));
const { totalCollateral, marginRequirement } = user.getMarginCalculation('Maintenance');
check('health.drift', totalCollateral.sub(marginRequirement).toString());
process.exit(0);
