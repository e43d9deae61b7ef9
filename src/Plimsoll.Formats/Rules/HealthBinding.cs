using Plimsoll.Formats.Shapes;
using Plimsoll.Margin.Health;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Fields of accounts that are margined by weights, and the account that they make at a level.</summary>
internal static class HealthBinding
{
    private static readonly NumberShape Weight = NumberShape.Between(0, 1000);

    public static RecordField[] Parameters { get; } =
    [
        Required("levels", new MapShape(Level), "levels of health, such as initial, liquidation_end and maintenance"),
        Required("tokens", new MapShape(TokenTerms), "tokens, by name"),
        Optional("perpetuals", new MapShape(PerpetualTerms), "perpetuals, by name"),
        Optional("markets", new MapShape(MarketTerms), "spot markets whose open orders reserve funds, by name"),
    ];

    public static RecordField[] Facts { get; } =
    [
        Required("tokens", new MapShape(Token), "tokens held, owed or settled in, by name"),
        Optional("perpetuals", new MapShape(Perpetual), "positions, by name of the perpetual"),
        Optional("markets", new MapShape(Market), "funds reserved by open spot orders, by name of the market"),
    ];

    private static RecordShape Level =>
        new(
            Optional("worse_price", ChoiceShape.Flag, "whether the worse of price and second price counts; without it the price alone"),
            Optional("scaled", ChoiceShape.Flag, "whether the scales of deposits and borrows apply")
        );

    private static RecordShape TokenTerms =>
        new(
            Required("weights", new MapShape(TokenWeights), "weights, by level"),
            Optional(
                "deposit_scale_start",
                NumberShape.Positive,
                "value of the venue's deposits from which the asset weight falls, at scaled levels"
            ),
            Optional(
                "borrow_scale_start",
                NumberShape.Positive,
                "value of the venue's borrows from which the liability weight rises, at scaled levels"
            )
        );

    private static RecordShape TokenWeights =>
        new(
            Required("asset", Weight, "share of what is held that counts"),
            Required("liability", Weight, "multiple at which a debt counts")
        );

    private static RecordShape PerpetualTerms =>
        new(
            Required("settle_token", TextShape.Any, "token in which profit settles"),
            Optional("lot_size", NumberShape.Positive, "base units of a lot; 1 without it"),
            Optional(
                "overall_on",
                new ChoiceShape("result", "profit"),
                "what the overall weight meets: the result after margin (the usual), or the profit before it"
            ),
            Required("weights", new MapShape(PerpetualWeights), "weights, by level")
        );

    private static RecordShape PerpetualWeights =>
        new(
            Required("asset", Weight, "share of a long's value that counts: 1 less its margin rate"),
            Required("liability", Weight, "multiple at which a short's value counts: 1 plus its margin rate"),
            Optional("overall", NumberShape.Share, "share of a positive result that counts; 1 without it")
        );

    private static RecordShape MarketTerms =>
        new(Required("base", TextShape.Any, "token that is traded"), Required("quote", TextShape.Any, "token it is paid in"));

    private static RecordShape Token =>
        new(
            Required("balance", NumberShape.Any, "amount; below zero is a debt"),
            Required("price", NumberShape.Positive, "oracle price"),
            Optional("second_price", NumberShape.Positive, "slower price, for levels that take the worse of two"),
            Optional("venue_deposits", NumberShape.NotNegative, "value of all deposits of the token at the venue"),
            Optional("venue_borrows", NumberShape.NotNegative, "value of all debts in the token at the venue"),
            Optional(
                "deposit_scale",
                NumberShape.Share,
                "share of the asset weight left because the venue holds much of it, where it is known already"
            ),
            Optional(
                "borrow_scale",
                NumberShape.Between(1, 1_000_000_000),
                "multiple of the liability weight because the venue owes much of it, where it is known already"
            )
        );

    private static RecordShape Perpetual =>
        new(
            Required("lots", NumberShape.Any, "position; above zero is long"),
            Required("quote", NumberShape.Any, "quote side: received less paid, with funding and fees"),
            Required("price", NumberShape.Positive, "oracle price of the base"),
            Optional("second_price", NumberShape.Positive, "slower price, for levels that take the worse of two"),
            Optional("bid_lots", NumberShape.NotNegative, "lots that open orders may buy"),
            Optional("ask_lots", NumberShape.NotNegative, "lots that open orders may sell")
        );

    private static RecordShape Market =>
        new(
            Required("reserved_base", NumberShape.NotNegative, "base reserved by asks"),
            Required("reserved_quote", NumberShape.NotNegative, "quote reserved by bids"),
            Optional("lowest_ask", NumberShape.NotNegative, "quote per base of the lowest ask; 0 when not known"),
            Optional("highest_bid_inverse", NumberShape.NotNegative, "base per quote of the highest bid; 0 when not known")
        );

    public static IEnumerable<string> Levels(Fields parameters) => parameters.RecordsByName("levels").Select(level => level.Name);

    /// <summary>The account as a level sees it.</summary>
    public static HealthAccount Account(Fields parameters, Fields facts, string level)
    {
        var rules = parameters.Record("levels")!.Record(level)!;
        var tokens = facts.RecordsByName("tokens");
        var rows = tokens
            .Select((token, row) => (token.Name, row))
            .ToDictionary(each => each.Name, each => each.row, StringComparer.Ordinal);
        return new(
            [.. tokens.Select(token => TokenAt(token.Name, token.Record, Terms(parameters, "tokens", token.Name), rules, level))],
            [
                .. facts
                    .RecordsByName("perpetuals")
                    .Select(held => PerpetualAt(held.Name, held.Record, Terms(parameters, "perpetuals", held.Name), rules, level, rows)),
            ],
            [
                .. facts
                    .RecordsByName("markets")
                    .Select(market => MarketAt(market.Name, market.Record, Terms(parameters, "markets", market.Name), rows)),
            ]
        );
    }

    private static HealthToken TokenAt(string name, Fields token, Fields terms, Fields rules, string level)
    {
        var weights = Weights(terms, "tokens", name, level);
        var isScaled = rules.Flag("scaled");
        return HealthToken.At(
            name,
            token.Number("balance"),
            token.Number("price"),
            rules.Flag("worse_price") ? token.NumberOrNull("second_price") : null,
            weights.Number("asset"),
            weights.Number("liability"),
            isScaled ? DepositScale(token, terms) : 1,
            isScaled ? BorrowScale(token, terms) : 1
        );
    }

    private static decimal DepositScale(Fields token, Fields terms) =>
        token.NumberOrNull("deposit_scale")
        ?? CrowdingScale.OfDeposits(token.Number("venue_deposits", 0), terms.NumberOrNull("deposit_scale_start"));

    private static decimal BorrowScale(Fields token, Fields terms) =>
        token.NumberOrNull("borrow_scale")
        ?? CrowdingScale.OfBorrows(token.Number("venue_borrows", 0), terms.NumberOrNull("borrow_scale_start"));

    private static HealthPerpetual PerpetualAt(
        string name,
        Fields held,
        Fields terms,
        Fields rules,
        string level,
        Dictionary<string, int> rows
    )
    {
        var weights = Weights(terms, "perpetuals", name, level);
        var price = held.Number("price");
        var second = rules.Flag("worse_price") ? held.Number("second_price", price) : price;
        return new(
            name,
            Row(rows, terms.Text("settle_token"), name),
            held.Number("lots"),
            held.Number("quote"),
            held.Number("bid_lots", 0),
            held.Number("ask_lots", 0),
            terms.Number("lot_size", 1),
            Math.Min(price, second),
            Math.Max(price, second),
            weights.Number("asset"),
            weights.Number("liability"),
            weights.Number("overall", 1),
            terms.Text("overall_on", "result") == "profit"
        );
    }

    private static HealthMarket MarketAt(string name, Fields market, Fields terms, Dictionary<string, int> rows) =>
        new(
            name,
            Row(rows, terms.Text("base"), name),
            Row(rows, terms.Text("quote"), name),
            market.Number("reserved_base"),
            market.Number("reserved_quote"),
            market.Number("lowest_ask", 0),
            market.Number("highest_bid_inverse", 0)
        );

    private static Fields Terms(Fields parameters, string section, string name) =>
        parameters.Record(section)?.Record(name)
        ?? throw new RuleException(
            section,
            $"{name} is not among the model's {section}; it has: {string.Join(", ", parameters.RecordsByName(section).Select(each => each.Name))}."
        );

    private static Fields Weights(Fields terms, string section, string name, string level) =>
        terms.Record("weights")?.Record(level)
        ?? throw new RuleException(section, $"the model has no weights of {name} for the level {level}.");

    private static int Row(Dictionary<string, int> rows, string token, string user) =>
        rows.TryGetValue(token, out var row)
            ? row
            : throw new RuleException("tokens", $"{user} needs the token {token}: give its price, and a balance of 0 if there is none.");
}
