using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.InsuranceFund;
using Plimsoll.Margin;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>Who bears what bankrupt accounts leave.</summary>
internal static class InsuranceRules
{
    private const string Balance = "total_balance";
    private const string BalanceAndShortfall = "total_balance_and_shortfall";

    public static IEnumerable<RuleKind> Kinds => [SocializedWithdrawal];

    private static RuleKind SocializedWithdrawal { get; } =
        new(
            "socialized_loss_on_withdrawal",
            "What the insurance fund does not cover is kept from withdrawals in proportion to the venue's balance.",
            "Paradex, Socialized losses",
            new(
                Required(
                    "denominator",
                    new ChoiceShape(Balance, BalanceAndShortfall),
                    "what the shortfall is divided by: the worked example says the balance, the text adds the shortfall"
                )
            ),
            new(
                Required("accounts", new ListShape(Account), "all accounts, solvent or not"),
                Required("insurance_fund", NumberShape.NotNegative, "balance of the fund"),
                Optional("total_balance", NumberShape.Any, "balance of the venue; that of accounts and fund without it"),
                Optional("withdrawal", NumberShape.NotNegative, "amount that somebody withdraws; 0 without it")
            ),
            (parameters, facts) =>
            {
                var accounts = facts.Records("accounts");
                var fund = facts.Number("insurance_fund");
                var bankruptcy = WithdrawalLoss.Bankruptcy(accounts.Select(account => account.Number("balance") + PnlOf(account)));
                var shortfall = WithdrawalLoss.Shortfall(bankruptcy, fund);
                var total = facts.Number("total_balance", fund + accounts.Sum(account => account.Number("balance")));
                var isAdded = string.Equals(parameters.Text("denominator"), BalanceAndShortfall, StringComparison.Ordinal);
                var factor = WithdrawalLoss.Factor(shortfall, total, isAdded);
                var (charge, received) = WithdrawalLoss.Split(facts.Number("withdrawal", 0), factor);
                return new Answer()
                    .With("bankruptcy", bankruptcy)
                    .With("shortfall", shortfall)
                    .With("factor", factor)
                    .With("charge", charge)
                    .With("received", received);
            }
        );

    private static RecordShape Account =>
        new(
            Required("balance", NumberShape.Any, "settled balance"),
            Optional("unrealized_pnl", NumberShape.Any, "unrealised profit; 0 without it"),
            Optional(
                "position",
                new RecordShape(
                    Optional("side", new ChoiceShape("long", "short"), "long without it"),
                    Required("size", NumberShape.Any, "size of the position"),
                    Required("entry", NumberShape.Positive, "entry price"),
                    Required("mark", NumberShape.Positive, "mark price")
                ),
                "a position, from which unrealised profit follows"
            )
        );

    private static decimal PnlOf(Fields account)
    {
        var stated = account.Number("unrealized_pnl", 0);
        if (account.Record("position") is not { } position)
        {
            return stated;
        }

        var size = position.Number("size");
        var isShort = string.Equals(position.Text("side", "long"), "short", StringComparison.Ordinal);
        return stated + new ValuedPosition(isShort ? -size : size, position.Number("entry"), position.Number("mark")).UnrealizedPnl;
    }
}
