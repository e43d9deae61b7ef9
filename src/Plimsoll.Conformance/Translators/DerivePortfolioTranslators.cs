using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Derive's portfolio margin, both versions, in the product's words.</summary>
internal static class DerivePortfolioTranslators
{
    private const string Rule = "scenario_margin";
    private const string BasisName = "forwardContingency";

    /// <summary>Seconds over which Derive averages a delivery price.</summary>
    private const string AveragingSeconds = "1800";

    /// <summary>Places of a replay in floating point that mean something; whole dollars must not be missed by the last of them.</summary>
    private const string DecimalsOfReplay = "9";

    /// <summary>
    /// The source compares shares of the number; where positions cancel, what is left is noise of fixed or floating point, a billionth of a dollar at most.
    /// </summary>
    private static readonly Tolerance OfSource = new(1e-9m, 1e-8m);

    /// <summary>Where a vector shows the unrounded result of a replay: nine places.</summary>
    private static readonly Tolerance OfReplay = new(1e-9m, 1e-12m);

    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [("derive", "portfolioMarginScenario", Scenario)];

    private static Translation Scenario(Vector vector)
    {
        var parameters = Shared(vector, "paramSets", "params");
        var scenarios = SharedNode(vector, "scenarioSets", "scenarios");
        var book = vector.Inputs["book"] is null ? vector.Inputs : Shared(vector, "books", "book");
        var market = book["market"] is JsonValue ? Shared(vector, "books", "market") : book.NeededObject("market");
        var facts = Market(market);
        facts.AddAll(Holdings(book.NeededObject("portfolio")));
        return Translation.OfRule(vector, Rule, Scheme(vector, parameters, scenarios), facts) with
        {
            Expectations = [.. Expectations(vector)],
        };
    }

    /// <summary>The scheme of a set of parameters, by which of the two versions the vector names.</summary>
    public static JsonObject Scheme(Vector vector, JsonObject parameters, JsonNode scenarios)
    {
        var isSecond = vector.Whole["model"]?.GetValue<string>().Contains("pmrm2", StringComparison.Ordinal) == true;
        var other = parameters.NeededObject("otherContingency");
        var margin = parameters.NeededObject("margin");
        var scheme = margin.Pick(("imFactor", "initial_factor"), ("mmFactor", "maintenance_factor"));
        scheme["tables"] = new JsonObject { ["scenarios"] = new JsonObject { ["rows"] = Rows(scenarios) } };
        scheme["volatility"] = parameters
            .NeededObject("volShock")
            .Pick(
                ("rangeUp", "up"),
                ("rangeDown", "down"),
                ("shortTermPower", "short_power"),
                ("longTermPower", "long_power"),
                ("dteFloorDays", "floor_days"),
                ("minVolUp", "least_up")
            );
        var basis = parameters
            .NeededObject("basisContingency")
            .Pick(("spotUp", "up"), ("spotDown", "down"), ("addFactor", "add"), ("multFactor", "per_year"));
        basis["name"] = BasisName;
        scheme["basis"] = basis;
        scheme["averaging_seconds"] = AveragingSeconds;
        if (Tolerance.Of(vector.Tolerance).IsTruncatedToWhole)
        {
            scheme["decimals"] = DecimalsOfReplay;
        }

        scheme["peg_loss"] = other.Pick(("pegLossThreshold", "threshold"), ("pegLossFactor", "factor"));
        scheme["charges"] = isSecond ? SecondCharges(other) : FirstCharges(other);
        if (!isSecond)
        {
            scheme["discount"] = new JsonObject
            {
                ["assets"] = margin.Pick(("baseStaticDiscount", "base"), ("rateMultScale", "rate_scale"), ("rateAddScale", "rate_add")),
            };
            return scheme;
        }

        scheme["interest_discounted"] = "true";
        scheme["discount"] = new JsonObject
        {
            ["assets"] = margin.Pick(
                ("longBaseStaticDiscount", "base"),
                ("longRateMultScale", "rate_scale"),
                ("longRateAddScale", "rate_add")
            ),
            ["debts"] = margin.Pick(
                ("shortBaseStaticDiscount", "base"),
                ("shortRateMultScale", "rate_scale"),
                ("shortRateAddScale", "rate_add")
            ),
        };
        scheme["skew"] = parameters
            .NeededObject("skewShock")
            .Pick(
                ("linearBaseCap", "turned_base"),
                ("linearCBase", "turned_slope"),
                ("absBaseCap", "steepened_base"),
                ("absCBase", "steepened_slope"),
                ("minKStar", "least_width"),
                ("widthScale", "width"),
                ("volParamStatic", "volatility"),
                ("volParamScale", "volatility_slope")
            );
        return scheme;
    }

    /// <summary>Prices.</summary>
    public static JsonObject Market(JsonObject market)
    {
        var facts = market.Pick(
            ("spot", "spot"),
            ("spotConfidence", "spot_confidence"),
            ("perpPrice", "perpetual_price"),
            ("perpConfidence", "perpetual_confidence"),
            ("stablePrice", "coin_price")
        );
        facts["expiries"] = Each(
            market["expiries"],
            expiry =>
                expiry.Pick(
                    ("expirySec", "seconds"),
                    ("forward", "forward"),
                    ("forwardFixed", "forward_fixed"),
                    ("rate", "rate"),
                    ("forwardConfidence", "forward_confidence"),
                    ("rateConfidence", "rate_confidence"),
                    ("volConfidence", "volatility_confidence")
                )
        );
        return facts;
    }

    /// <summary>What is held.</summary>
    public static JsonObject Holdings(JsonObject portfolio)
    {
        var facts = portfolio.Pick("cash");
        facts["futures"] = new JsonArray();
        if (portfolio["perp"] is JsonObject perp)
        {
            facts["futures"] = new JsonArray(
                perp.Pick(("size", "quantity"), ("unrealisedPnl", "unrealised_profit"), ("unrealisedFunding", "unrealised_funding"))
            );
        }

        facts["options"] = Each(portfolio["options"], Option);
        var coins = Each(
            portfolio["collaterals"],
            coin =>
                coin.Pick(
                    ("name", "name"),
                    ("amount", "quantity"),
                    ("price", "price"),
                    ("confidence", "confidence"),
                    ("isRiskCancelling", "hedge"),
                    ("mmHaircut", "maintenance_haircut"),
                    ("imHaircut", "initial_haircut")
                )
        );
        if (portfolio["base"] is { } held)
        {
            coins.Add(new JsonObject { ["quantity"] = held.DeepClone(), ["hedge"] = "true" });
        }

        facts["collateral"] = coins;
        return facts;
    }

    private static JsonObject Option(JsonObject option) =>
        option.Pick(("expirySec", "seconds"), ("strike", "strike"), ("isCall", "is_call"), ("amount", "quantity"), ("vol", "volatility"));

    private static JsonObject FirstCharges(JsonObject other)
    {
        var charges = new JsonObject
        {
            ["perpetuals"] = Charge("notional", "with_scenarios", "both", other, ("perpPercent", "rate")),
            ["collateral"] = Charge("notional", "with_scenarios", "both", other, ("basePercent", "rate")),
            ["naked_shorts"] = Charge("short_options", "with_scenarios", "both", other, ("optionPercent", "rate")),
            ["confidence"] = Charge("confidence", "plain", "initial", other, ("confThreshold", "threshold"), ("confMargin", "factor")),
        };
        charges["perpetuals"]!["of"] = new JsonArray("perpetuals");
        charges["collateral"]!["of"] = new JsonArray("collateral");
        charges["confidence"]!["collateral"] = "quoted";
        return charges;
    }

    private static JsonObject SecondCharges(JsonObject other)
    {
        var charges = new JsonObject
        {
            ["perpetuals"] = Charge("notional", "plain", "both", other, ("mmPerpPercent", "rate")),
            ["perpetuals_initially"] = Charge("notional", "plain", "initial", other, ("imPerpPercent", "rate")),
            ["naked_shorts"] = Charge("short_options", "plain", "both", other, ("mmOptionPercent", "rate")),
            ["naked_shorts_initially"] = Charge("short_options", "plain", "initial", other, ("imOptionPercent", "rate")),
            ["collateral"] = Charge("haircuts", "plain", "both", other),
            ["collateral_initially"] = Charge("haircuts", "plain", "initial", other),
            ["confidence"] = Charge("confidence", "plain", "initial", other, ("confThreshold", "threshold"), ("confMargin", "factor")),
        };
        charges["perpetuals"]!["of"] = new JsonArray("perpetuals");
        charges["perpetuals_initially"]!["of"] = new JsonArray("perpetuals");
        return charges;
    }

    private static JsonObject Charge(string kind, string stage, string levels, JsonObject from, params (string From, string To)[] fields)
    {
        var charge = from.Pick(fields);
        charge["kind"] = kind;
        charge["stage"] = stage;
        charge["levels"] = levels;
        return charge;
    }

    private static JsonArray Rows(JsonNode scenarios) =>
        Each(
            scenarios,
            scenario =>
            {
                var row = scenario.Pick(("spotShock", "factor"), ("dampening", "weight"));
                row["volatility"] = Move(scenario["volShock"]);
                return row;
            }
        );

    /// <summary>A move of volatility in the product's words.</summary>
    public static string Move(JsonNode? word) =>
        word?.GetValue<string>().ToUpperInvariant() switch
        {
            "UP" => "up",
            "DOWN" => "down",
            "LINEAR" => "skew_turned",
            "ABS" => "skew_steepened",
            "NONE" or "" or null => "none",
            _ => throw new FormatException($"volShock has {word}: expected Up, Down, Linear, Abs or None."),
        };

    private static IEnumerable<Expectation> Expectations(Vector vector)
    {
        (string Expected, string Answer)[] names =
        [
            ("initialMargin", "net_initial_margin"),
            ("maintenanceMargin", "net_maintenance_margin"),
            ("markToMarket", "value"),
            ("optionMtm", "option_value"),
            ("collateralMtm", "collateral_value"),
            ("forwardContingency", "basis"),
            ("staticContingency", "scenario_charges"),
            ("confidenceContingency", "charges.confidence"),
            ("lossFactor", "initial_factor"),
            ("scenarioPnl", "profits"),
        ];
        // Where scenarios tie, the last digit of fixed point picks one; any of those that are as bad will do.
        if (vector.Expected.ContainsKey("worst"))
        {
            yield return new("worst", $"{Translation.RuleName}.worst_rows") { IsOneOf = true };
        }

        var stated = Tolerance.Of(vector.Tolerance);
        foreach (var (expected, answer) in names)
        {
            var path = $"{Translation.RuleName}.{answer}";
            if (vector.Expected.ContainsKey(expected))
            {
                yield return new(expected, path, stated.Relative > 0 ? OfSource : null);
            }

            if (vector.Expected["unrounded"] is JsonObject unrounded && unrounded.ContainsKey(expected))
            {
                yield return new($"unrounded.{expected}", path, OfReplay);
            }
        }
    }

    private static JsonArray Each(JsonNode? list, Func<JsonObject, JsonObject> translate) =>
        [
            .. (list as JsonArray ?? []).Select(each =>
                (JsonNode)translate(each as JsonObject ?? throw new FormatException("a list has something without named fields."))
            ),
        ];

    /// <summary>What an input names among what the file's vectors share.</summary>
    public static JsonObject Shared(Vector vector, string section, string input) =>
        SharedNode(vector, section, input) as JsonObject ?? throw new FormatException($"{input} has no named fields.");

    /// <summary>The same, whatever it is; told in place, it stands for itself.</summary>
    public static JsonNode SharedNode(Vector vector, string section, string input) =>
        vector.Inputs.Needed(input) is JsonValue name ? vector.Shared[section].Needed(name.ToString()) : vector.Inputs.Needed(input);
}
