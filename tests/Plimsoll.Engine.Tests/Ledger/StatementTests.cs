using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Ledger;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Ledger;

/// <summary>An account's statement is complete in any world.</summary>
public sealed class StatementTests
{
    [Fact, Trait("Criterion", "LEDG-005")]
    public void Every_posting_of_an_account_is_in_its_statement_and_the_balance_runs_to_the_ledgers()
    {
        for (ulong seed = 200; seed < 204; seed++)
        {
            Check(seed, 700);
        }
    }

    [Fact, Trait("Category", "Slow"), Trait("Criterion", "LEDG-005")]
    public void Statements_are_complete_in_many_worlds()
    {
        for (ulong seed = 3_000; seed < 3_040; seed++)
        {
            Check(seed, 1_200);
        }
    }

    private static void Check(ulong seed, int steps)
    {
        var world = new RandomWorld(seed);
        var engine = world.Engine;
        var statements = Enumerable.Range(0, 400).Select(number => new AccountStatement(new(number))).ToArray();
        var postings = new List<(Timestamp At, MoneyPosted Posted)>();
        for (var step = 0; step < steps; step++)
        {
            world.Apply(world.Next());
            Assert.True(engine.AccountCount <= statements.Length);
            foreach (var statement in statements)
            {
                statement.Add(engine.Events);
            }

            for (var i = 0; i < engine.Events.Count; i++)
            {
                if (engine.Events[i].Kind == EventKind.MoneyPosted)
                {
                    postings.Add((engine.Now, engine.Events[i].As<MoneyPosted>()));
                }
            }
        }

        Assert.NotEmpty(postings);
        for (var number = 0; number < engine.AccountCount; number++)
        {
            Complete(statements[number], new(number), postings, $"seed {seed}, account {number}");
            Balanced(statements[number], new(number), engine, $"seed {seed}, account {number}");
        }
    }

    /// <summary>One line for each posting that names the account, in order, with its stamp, counterparty, reason, cause and version.</summary>
    private static void Complete(
        AccountStatement statement,
        AccountId account,
        List<(Timestamp At, MoneyPosted Posted)> postings,
        string where
    )
    {
        var expected = postings
            .Where(each => each.Posted.From == account || each.Posted.To == account)
            .Select(each =>
                (
                    each.At,
                    each.Posted.Sequence,
                    each.Posted.Asset,
                    Amount: each.Posted.To == account ? each.Posted.Amount : -each.Posted.Amount,
                    Counterparty: each.Posted.To == account ? each.Posted.From : each.Posted.To,
                    each.Posted.Reason,
                    each.Posted.Reference,
                    each.Posted.ParametersVersion
                )
            )
            .ToList();
        var actual = statement.Entries.Select(entry =>
            (
                entry.At,
                entry.Sequence,
                entry.Asset,
                entry.Amount,
                entry.Counterparty,
                entry.Reason,
                entry.Reference,
                entry.ParametersVersion
            )
        );
        Assert.True(expected.SequenceEqual(actual), where);
    }

    /// <summary>Each line's balance is the one before and its amount; the last is the ledger's; any span adds up.</summary>
    private static void Balanced(AccountStatement statement, AccountId account, MarginEngine engine, string where)
    {
        for (byte i = 0; engine.IsKnown(new AssetId(i)); i++)
        {
            var asset = new AssetId(i);
            var balance = Money.Zero;
            foreach (var entry in statement.Entries.Where(entry => entry.Asset == asset))
            {
                balance += entry.Amount;
                Assert.True(entry.Balance == balance, where);
            }

            Assert.True(balance == engine.Balance(account, asset) && balance == statement.Balance(asset), where);
            if (statement.Entries.Count == 0)
            {
                continue;
            }

            var (from, to) = (statement.Entries[statement.Entries.Count / 3].At, statement.Entries[statement.Entries.Count * 2 / 3].At);
            var moved = statement
                .Between(from, to)
                .Where(entry => entry.Asset == asset)
                .Aggregate(Money.Zero, (sum, entry) => sum + entry.Amount);
            Assert.True(statement.BalanceBefore(asset, from) + moved == statement.BalanceBefore(asset, to), where);
        }
    }
}
