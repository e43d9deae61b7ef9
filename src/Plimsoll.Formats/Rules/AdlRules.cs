using Plimsoll.AutoDeleveraging;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Who is closed against bankrupt positions, and in which order.</summary>
internal static class AdlRules
{
    private static readonly RecordField Id = Required("id", TextShape.Any, "name of the account");

    private static readonly NumberShape NotZeroLater = NumberShape.Any; // zero is refused with its account's name

    public static IEnumerable<RuleKind> Kinds => [ByMarginRatio, ByEffectiveLeverage, ByPriceRatio, Lights, Allocation];

    private static RuleKind ByMarginRatio { get; } =
        new(
            "adl_score_by_margin_ratio",
            "Profit as a share of the wallet times the margin ratio; accounts in falling order.",
            "Binance, ADL: max(0, uPnL) ÷ max(1, wallet) · margin ratio; quantile = rank ÷ users",
            new(),
            Accounts(
                Required("unrealized_pnl", NumberShape.Any, "unrealised profit"),
                Required("wallet_balance", NumberShape.Any, "wallet balance"),
                Optional("margin_ratio", NumberShape.NotNegative, "maintenance margin ÷ (wallet + unrealised profit)"),
                Optional("maintenance_margin", NumberShape.NotNegative, "maintenance margin, from which the margin ratio follows")
            ),
            (_, facts) =>
                Ranked(
                    facts,
                    account =>
                    {
                        var (profit, wallet) = (account.Number("unrealized_pnl"), account.Number("wallet_balance"));
                        var share = AdlScore.ProfitOfWallet(profit, wallet);
                        var ratio =
                            account.NumberOrNull("margin_ratio")
                            ?? (
                                account.NumberOrNull("maintenance_margin") is { } maintenance
                                    ? AdlScore.MarginRatio(maintenance, wallet + profit)
                                    : throw new RuleException("accounts", $"{account.Text("id")} needs margin_ratio or maintenance_margin.")
                            );
                        return (share * ratio, new Answer().With("pnl_percent", share).With("margin_ratio", ratio));
                    }
                )
        );

    private static RuleKind ByEffectiveLeverage { get; } =
        new(
            "adl_score_by_effective_leverage",
            "Profit as a share of the entry value, times the effective leverage for a profit, divided by it for a loss; accounts in falling order.",
            "BitMEX, What is auto-deleveraging; Bybit ranks by profit and effective leverage too",
            new(),
            Accounts(
                Required("mark_value", NumberShape.Any, "value at mark, negative for a short"),
                Required("entry_value", NotZeroLater, "value at entry, negative for a short, not zero"),
                Required("bankrupt_value", NumberShape.Any, "value at the bankruptcy price, negative for a short")
            ),
            (_, facts) =>
                Ranked(
                    facts,
                    account =>
                    {
                        var profit = AdlScore.ProfitOfEntry(account.Number("mark_value"), NotZero(account, "entry_value"));
                        var leverage = AdlScore.EffectiveLeverage(account.Number("mark_value"), account.Number("bankrupt_value"));
                        var parts = new Answer().With("pnl_percent", profit);
                        parts.With("effective_leverage", leverage, "", "the mark is at the bankruptcy price");
                        return (AdlScore.ByProfitAndLeverage(profit, leverage), parts);
                    }
                )
        );

    private static RuleKind ByPriceRatio { get; } =
        new(
            "adl_score_by_price_ratio",
            "Mark over entry times notional over account value; accounts in falling order.",
            "Hyperliquid, Auto-deleveraging",
            new(),
            Accounts(
                Required("mark", NumberShape.Positive, "mark price"),
                Required("entry", NumberShape.Positive, "entry price"),
                Required("notional", NumberShape.Any, "notional of the position"),
                Required("account_value", NotZeroLater, "account value, not zero")
            ),
            (_, facts) =>
                Ranked(
                    facts,
                    account =>
                        (
                            AdlScore.ByPriceAndLeverage(
                                account.Number("mark"),
                                account.Number("entry"),
                                account.Number("notional"),
                                NotZero(account, "account_value")
                            ),
                            new Answer()
                        )
                )
        );

    private static RuleKind Lights { get; } =
        new(
            "adl_lights",
            "The share of all quantity that is closed up to and with an account, rounded up to a step; accounts in falling order of score.",
            "BitMEX, Auto-deleveraging examples: quintiles",
            new(Optional("steps", NumberShape.Whole(1, 100), "number of steps; 5 without it")),
            Queue(),
            (parameters, facts) =>
            {
                var ordered = AdlRanking.Order(Candidates(facts));
                if (ordered.Sum(candidate => candidate.Quantity) == 0)
                {
                    throw new RuleException("accounts", "no account has any quantity; give one that has.");
                }

                var percentiles = AdlRanking.Percentiles(ordered, (int)parameters.Whole("steps", 5));
                return new Answer()
                    .With("percentile", percentiles, each => each.Candidate.Id, each => new AnswerNumber(each.Percentile, "%"))
                    .With("order", ordered.Select(candidate => new AnswerText(candidate.Id)));
            }
        );

    private static RuleKind Allocation { get; } =
        new(
            "adl_allocation",
            "A quantity is closed against accounts in falling order of score, the last one in part.",
            "BitMEX, Auto-deleveraging examples",
            new(),
            Queue(Required("quantity", NumberShape.NotNegative, "quantity to close")),
            (_, facts) =>
            {
                var (closed, left) = AdlRanking.Allocate(AdlRanking.Order(Candidates(facts)), facts.Number("quantity"));
                return new Answer()
                    .With("closed", closed, each => each.Candidate.Id, each => new AnswerNumber(each.Closed, ""))
                    .With("left", left);
            }
        );

    private static RecordShape Accounts(params RecordField[] fields) =>
        new(Required("accounts", new ListShape(new RecordShape([Id, .. fields]), 1), "the accounts; equal scores stay in this order"));

    private static RecordShape Queue(params RecordField[] more)
    {
        var account = new RecordShape(
            Id,
            Required("quantity", NumberShape.NotNegative, "size of the position"),
            Required("score", NumberShape.Any, "its score; the highest is closed first")
        );
        return new([
            Required("accounts", new ListShape(account, 1), "the accounts on the other side; equal scores stay in this order"),
            .. more,
        ]);
    }

    private static IEnumerable<AdlCandidate> Candidates(Fields facts) =>
        Distinct(facts).Select(account => new AdlCandidate(account.Text("id"), account.Number("quantity"), account.Number("score")));

    private static Answer Ranked(Fields facts, Func<Fields, (decimal? Score, Answer Parts)> scoreOf)
    {
        var scored = Distinct(facts).Select(account => (Id: account.Text("id"), Scored: scoreOf(account))).ToArray();
        var ordered = AdlRanking.Order(scored.Select(each => new AdlCandidate(each.Id, 0, each.Scored.Score)));
        foreach (var (id, (score, parts)) in scored)
        {
            parts.With("score", score, "", "the leverage is zero or infinite");
            var rank = 1 + ordered.TakeWhile(candidate => !string.Equals(candidate.Id, id, StringComparison.Ordinal)).Count();
            parts.With("rank", rank).With("quantile", (decimal)rank / ordered.Count);
        }

        return new Answer()
            .With("accounts", scored, each => each.Id, each => each.Scored.Parts)
            .With("scores", scored, each => each.Id, each => each.Scored.Parts["score"]!)
            .With("order", ordered.Select(candidate => new AnswerText(candidate.Id)));
    }

    private static IReadOnlyList<Fields> Distinct(Fields facts)
    {
        var accounts = facts.Records("accounts");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var twice = accounts.FirstOrDefault(account => !names.Add(account.Text("id")));
        return twice is null
            ? accounts
            : throw new RuleException("accounts", $"{twice.Text("id")} is there twice; give each account its own id.");
    }

    private static decimal NotZero(Fields account, string field) =>
        account.Number(field) is var value && value != 0
            ? value
            : throw new RuleException("accounts", $"{account.Text("id")} has no score: its {field} is zero.");
}
