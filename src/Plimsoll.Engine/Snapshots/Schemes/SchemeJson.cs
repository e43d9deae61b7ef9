using System.Text.Json.Serialization;
using Plimsoll.Margin.Portfolio;
using Plimsoll.Margin.Scenarios.Charges;

namespace Plimsoll.Engine.Snapshots.Schemes;

/// <summary>How the records of a scheme are written, in an order that is fixed when the engine is built.</summary>
[JsonSourceGenerationOptions(IncludeFields = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(PortfolioScheme))]
[JsonSerializable(typeof(ScenarioRule))]
[JsonSerializable(typeof(CombinedRule))]
[JsonSerializable(typeof(ValueAtRiskRule))]
[JsonSerializable(typeof(ParametricRule))]
[JsonSerializable(typeof(LiquidityRule))]
[JsonSerializable(typeof(SensitivityRule))]
[JsonSerializable(typeof(ScaledRule))]
[JsonSerializable(typeof(BufferedRule))]
[JsonSerializable(typeof(BorrowingCharge))]
[JsonSerializable(typeof(ConfidenceCharge))]
[JsonSerializable(typeof(DeliveryCharge))]
[JsonSerializable(typeof(ExpiryNettedCharge))]
[JsonSerializable(typeof(MonthSpreadCharge))]
[JsonSerializable(typeof(DeltaCharge))]
[JsonSerializable(typeof(DeltaThresholdCharge))]
[JsonSerializable(typeof(DepegCharge))]
[JsonSerializable(typeof(HaircutCharge))]
[JsonSerializable(typeof(NotionalCharge))]
[JsonSerializable(typeof(RollCharge))]
[JsonSerializable(typeof(ShortOptionCharge))]
[JsonSerializable(typeof(VegaSpreadCharge))]
internal sealed partial class SchemeJson : JsonSerializerContext;
