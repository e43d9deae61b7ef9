using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Funding;
using Plimsoll.Liquidation;
using Plimsoll.Margin;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Margin and liquidation in a chain's smallest units, with rates in parts per million.</summary>
internal static class UnitMarginRules
{
    private const string Unit = "quote units";
    private const string Source = "dYdX v4, liquidity tiers and liquidations";

    public static IEnumerable<RuleKind> Kinds =>
        [OpenInterestScaled, ScaledPosition, BankruptcyQuote, LimitPrice, FundDelta, LimitedSize, FundingClamp];

    private static RecordField[] Rates { get; } =
    [
        Required("initial_rate_ppm", WholeFields.SharePpm, "initial margin rate while open interest is low, in parts per million"),
        Optional(
            "maintenance_fraction_ppm",
            WholeFields.SharePpm,
            "maintenance margin as a share of that initial margin, in parts per million"
        ),
        Optional("open_interest_lower_cap", WholeFields.NotNegative, "open interest up to which the rate stays, in quote units"),
        Optional("open_interest_upper_cap", WholeFields.NotNegative, "open interest from which all of the notional is asked; 0: never"),
    ];

    private static RecordShape Account { get; } =
        new(
            Required("cash", WholeFields.Any, "signed cash, in quote units"),
            Required(
                "positions",
                new ListShape(
                    new RecordShape(
                        Required("market", TextShape.Any, "one of the rule's markets"),
                        Required("size", WholeFields.Any, "signed size, in base units")
                    )
                ),
                "positions, at most one for each market"
            ),
            Required("prices", new MapShape(NumberShape.Positive), "quote units for a base unit, by market")
        );

    private static RecordField Markets { get; } =
        Required(
            "markets",
            new MapShape(
                new RecordShape(
                    Required("initial_rate_ppm", WholeFields.SharePpm, "initial margin rate, in parts per million"),
                    Required(
                        "maintenance_fraction_ppm",
                        WholeFields.SharePpm,
                        "maintenance margin as a share of initial margin, in parts per million"
                    )
                )
            ),
            "margin rates by market"
        );

    private static RuleKind OpenInterestScaled { get; } =
        new(
            "open_interest_scaled_margin",
            "Margin in whole units whose initial rate rises to the full notional as open interest nears its cap.",
            Source,
            new(Rates),
            new(
                Optional("notional", WholeFields.Any, "notional of the position, in quote units"),
                Optional("open_interest", WholeFields.NotNegative, "open interest of the market, in quote units")
            ),
            (parameters, facts) =>
            {
                var rates = RatesOf(parameters);
                var rate = OpenInterestScaledMargin.InitialRate(rates, facts.Integer("open_interest", 0));
                var answer = new Answer().With("initial_rate_ppm", (decimal)rate);
                if (!facts.Has("notional"))
                {
                    return answer;
                }

                var notional = System.Numerics.BigInteger.Abs(facts.Integer("notional"));
                var maintenance = OpenInterestScaledMargin.Maintenance(notional, rates.InitialPpm, rates.MaintenanceFractionPpm);
                return answer
                    .With("initial_margin", (decimal)OpenInterestScaledMargin.Initial(notional, rate), Unit)
                    .With("maintenance_margin", (decimal)maintenance, Unit);
            }
        );

    private static RuleKind ScaledPosition { get; } =
        new(
            "open_interest_scaled_position_margin",
            "The same margin for a size at a price that is kept as a whole number with an exponent.",
            Source,
            new([
                .. Rates,
                Required("price_exponent", NumberShape.Whole(-40, 40), "a price is its digits times ten to this power"),
                Required("base_resolution", NumberShape.Whole(-40, 40), "a base unit is ten to this power of the base asset"),
                Optional("quote_resolution", NumberShape.Whole(-40, 40), "the same of the quote asset; -6 if left out"),
            ]),
            new(
                Required("price", WholeFields.Positive, "the price's digits"),
                Required("size", WholeFields.Any, "signed size, in base units"),
                Optional("open_interest", WholeFields.NotNegative, "open interest of the market, in base units")
            ),
            (parameters, facts) =>
            {
                var price = new ScaledPrice(
                    facts.Integer("price"),
                    (int)parameters.Whole("price_exponent"),
                    (int)parameters.Whole("base_resolution"),
                    (int)parameters.Whole("quote_resolution", -6)
                );
                var size = facts.Integer("size");
                var margin = OpenInterestScaledMargin.Of(size, price, RatesOf(parameters), facts.Integer("open_interest", 0));
                return new Answer()
                    .With("notional", (decimal)price.Notional(size), Unit)
                    .With("initial_margin", (decimal)margin.Initial, Unit)
                    .With("maintenance_margin", (decimal)margin.Maintenance, Unit);
            }
        );

    private static RuleKind BankruptcyQuote { get; } =
        new(
            "maintenance_share_bankruptcy",
            "What must come in for closing a part of a cross account, if each position carries equity in proportion to its maintenance margin.",
            Source,
            new(Markets),
            new([
                .. Account.Fields,
                Required("close_market", TextShape.Any, "the market of the position to close"),
                Required("change", WholeFields.Any, "signed change of that position, in base units"),
            ]),
            (parameters, facts) =>
            {
                var account = AccountOf(parameters, facts);
                var position = PositionOf(account, facts.Text("close_market"), "close_market");
                var quote = BankruptcyOf(account, position, facts.Integer("change"), "change");
                return new Answer()
                    .With("net_collateral", (decimal)account.NetCollateral, Unit)
                    .With("initial_margin", (decimal)account.InitialMargin, Unit)
                    .With("maintenance_margin", (decimal)account.MaintenanceMargin, Unit)
                    .With("bankruptcy_quote", (decimal)quote, Unit);
            }
        );

    private static RuleKind LimitPrice { get; } =
        new(
            "bankruptcy_rated_limit_price",
            "The worst price at which a position is closed in the book: further from the oracle price the nearer the account is to bankruptcy.",
            Source,
            new(
                Markets,
                Required("bankruptcy_adjustment_ppm", WholeFields.NotNegative, "how fast the price gives way, in parts per million"),
                Required(
                    "spread_ppm",
                    WholeFields.NotNegative,
                    "largest distance as a share of the position's maintenance margin, in parts per million"
                ),
                Optional("tick", NumberShape.Positive, "tick of the price, in quote units for a base unit")
            ),
            new([.. Account.Fields, Required("close_market", TextShape.Any, "the market of the position to close")]),
            (parameters, facts) =>
            {
                var account = AccountOf(parameters, facts);
                var position = PositionOf(account, facts.Text("close_market"), "close_market");
                RequireMaintenance(account);
                if (position.Size.IsZero)
                {
                    throw new RuleException("close_market", "the position is empty; there is nothing to close.");
                }

                var (numerator, denominator) = MaintenanceShareBankruptcy.LimitPrice(
                    account,
                    position,
                    parameters.Integer("bankruptcy_adjustment_ppm"),
                    parameters.Integer("spread_ppm")
                );
                if (numerator.Sign < 0)
                {
                    throw new RuleException(
                        "close_market",
                        "the limit price would be below zero; spread_ppm is too large for this market's margin."
                    );
                }

                var answer = new Answer()
                    .With("price_numerator", (decimal)numerator)
                    .With("price_denominator", (decimal)denominator)
                    .With("price", (decimal)numerator / (decimal)denominator, "quote units for a base unit");
                return parameters.NumberOrNull("tick") is { } tick
                    ? answer.With("limit_price", MaintenanceShareBankruptcy.ToTick(numerator, denominator, tick, position.Size.Sign > 0))
                    : answer;
            }
        );

    private static RuleKind FundDelta { get; } =
        new(
            "bankruptcy_fund_delta",
            "What the insurance fund receives or pays when a liquidated position was closed at a better or worse price than the bankruptcy price.",
            Source,
            new(
                Markets,
                Required("max_fee_ppm", WholeFields.SharePpm, "largest fee as a share of the quote units exchanged, in parts per million")
            ),
            new([
                .. Account.Fields,
                Optional("close_market", TextShape.Any, "the market of the position that was closed; may be left out if there is only one"),
                Required("fill_size", WholeFields.Positive, "size that was closed, in base units"),
                Required("fill_quote", WholeFields.NotNegative, "what it was closed for, in quote units"),
                Required("is_buy", ChoiceShape.Flag, "whether the account bought"),
            ]),
            (parameters, facts) =>
            {
                var account = AccountOf(parameters, facts);
                if (!facts.Has("close_market") && account.Positions.Count != 1)
                {
                    throw new RuleException("positions", "say with close_market which of the positions was closed.");
                }

                var position = facts.Has("close_market")
                    ? PositionOf(account, facts.Text("close_market"), "close_market")
                    : account.Positions[0];
                var sign = facts.Flag("is_buy") ? 1 : -1;
                var bankruptcy = BankruptcyOf(account, position, sign * facts.Integer("fill_size"), "fill_size");
                var received = -sign * facts.Integer("fill_quote");
                var delta = MaintenanceShareBankruptcy.FundDelta(received, bankruptcy, parameters.Integer("max_fee_ppm"));
                return new Answer().With("bankruptcy_quote", (decimal)bankruptcy, Unit).With("fund_delta", (decimal)delta, Unit);
            }
        );

    private static RuleKind LimitedSize { get; } =
        new(
            "limited_liquidation_size",
            "How much of a position may be closed: a least notional or a share of it, within the account's room, in lots.",
            Source,
            new(
                Required("min_notional", WholeFields.NotNegative, "notional that may always be closed, in quote units"),
                Required(
                    "max_share_ppm",
                    WholeFields.SharePpm,
                    "share of the position's notional that may be closed, in parts per million"
                ),
                Required("step", WholeFields.Positive, "a lot, in base units")
            ),
            new(
                Required("size", WholeFields.Any, "signed size of the position, in base units"),
                Required("price", NumberShape.Positive, "quote units for a base unit"),
                Required("account_room", WholeFields.NotNegative, "notional that may still be closed of the account, in quote units")
            ),
            (parameters, facts) =>
            {
                var position = new UnitPosition("", facts.Integer("size"), facts.Number("price"), 0, 0);
                var limits = new LiquidationLimits(
                    parameters.Integer("min_notional"),
                    parameters.Integer("max_share_ppm"),
                    facts.Integer("account_room"),
                    parameters.Integer("step")
                );
                return new Answer().With("change", (decimal)LimitedLiquidationSize.Of(position, limits), "base units");
            }
        );

    private static RuleKind FundingClamp { get; } =
        new(
            "margin_funding_clamp",
            "The largest funding rate, a multiple of the room between initial and maintenance margin.",
            "dYdX v4, funding: |rate| ≤ factor · (initial − maintenance)",
            new(
                Required("factor_ppm", WholeFields.NotNegative, "the multiple, in parts per million"),
                Required("initial_rate_ppm", WholeFields.SharePpm, "initial margin rate, in parts per million"),
                Required(
                    "maintenance_fraction_ppm",
                    WholeFields.SharePpm,
                    "maintenance margin as a share of initial margin, in parts per million"
                )
            ),
            new(),
            (parameters, _) =>
                new Answer().With(
                    "max_rate_ppm",
                    (decimal)
                        MarginFundingClamp.MaxRate(
                            parameters.Integer("factor_ppm"),
                            parameters.Integer("initial_rate_ppm"),
                            parameters.Integer("maintenance_fraction_ppm")
                        )
                )
        );

    private static OpenInterestScaledRates RatesOf(Fields parameters)
    {
        var rates = new OpenInterestScaledRates(
            parameters.Integer("initial_rate_ppm"),
            parameters.Integer("maintenance_fraction_ppm", 1_000_000),
            parameters.Integer("open_interest_lower_cap", 0),
            parameters.Integer("open_interest_upper_cap", 0)
        );
        return rates.UpperCap.IsZero || rates.LowerCap <= rates.UpperCap
            ? rates
            : throw new RuleException("open_interest_lower_cap", "the lower cap on open interest must not be above the upper one.");
    }

    private static UnitAccount AccountOf(Fields parameters, Fields facts)
    {
        var rates = parameters
            .RecordsByName("markets")
            .ToDictionary(market => market.Name, market => market.Record, StringComparer.Ordinal);
        var prices = facts.NumbersByName("prices").ToDictionary(price => price.Name, price => price.Number, StringComparer.Ordinal);
        var positions = new List<UnitPosition>();
        foreach (var position in facts.Records("positions"))
        {
            var market = position.Text("market");
            if (!rates.TryGetValue(market, out var rate))
            {
                throw new RuleException("positions", $"there is no market {market}; the rule has: {string.Join(", ", rates.Keys)}.");
            }

            if (!prices.TryGetValue(market, out var price))
            {
                throw new RuleException("prices", $"the price of {market} is missing.");
            }

            if (positions.Exists(other => string.Equals(other.Market, market, StringComparison.Ordinal)))
            {
                throw new RuleException("positions", $"there are two positions in {market}; add them up.");
            }

            positions.Add(
                new(market, position.Integer("size"), price, rate.Integer("initial_rate_ppm"), rate.Integer("maintenance_fraction_ppm"))
            );
        }

        return new(facts.Integer("cash"), positions);
    }

    private static UnitPosition PositionOf(UnitAccount account, string market, string field) =>
        account.Position(market) ?? throw new RuleException(field, $"the account has no position in {market}.");

    private static System.Numerics.BigInteger BankruptcyOf(
        UnitAccount account,
        UnitPosition position,
        System.Numerics.BigInteger change,
        string field
    )
    {
        RequireMaintenance(account);
        return MaintenanceShareBankruptcy.Reduces(position, change)
            ? MaintenanceShareBankruptcy.Quote(account, position, change)
            : throw new RuleException(field, $"the change must be against the position of {position.Size} and not beyond it.");
    }

    private static void RequireMaintenance(UnitAccount account)
    {
        if (account.MaintenanceMargin.IsZero)
        {
            throw new RuleException("positions", "without maintenance margin there is nothing to share equity by.");
        }
    }
}
