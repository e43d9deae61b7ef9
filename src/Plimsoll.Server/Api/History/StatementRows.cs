using System.Globalization;
using System.Text;
using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Events;
using Plimsoll.Host.Stream;
using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.History;

/// <summary>A row for each posting that moved an account's money, with the balance after it: rows of any span add up from the balance before to the balance after.</summary>
internal sealed class StatementRows(VenueApi api, AccountId account, EventViewer viewer) : HistoryRows
{
    /// <summary>A thousand million times the largest amount.</summary>
    private static readonly Int128 FarthestFromZero = AssetLimits.MaxAmount.Units * 1_000_000_000;

    private readonly Dictionary<(int Unit, int Asset), Money> _balances = [];
    private readonly EventWriter _writer = new(api.Names, api.Translator);

    public override IReadOnlyList<string> Columns { get; } =
    [
        "sequence",
        "time",
        "account",
        "asset",
        "amount",
        "balance",
        "reason",
        "counterparty",
        "trade_id",
        "order_id",
        "instrument",
        "parameters_version",
    ];

    /// <summary>Balances go with the cursor, so that the next page need not add up what lies before it.</summary>
    public override string Carried
    {
        get
        {
            var text = new StringBuilder();
            foreach (var ((unit, asset), balance) in _balances)
            {
                text.Append(CultureInfo.InvariantCulture, $"~{unit}.{asset}.{balance.Units}");
            }

            return text.ToString();
        }
    }

    public override void Begin(long first, string? carried, CancellationToken cancellation)
    {
        _balances.Clear();
        if (carried is not null)
        {
            Take(carried);
            return;
        }

        var events = api.Host.Events;
        var isNear = events.FirstSequence == 1 && first - 1 <= events.LastSequence - first;
        try
        {
            AddUp(first, isNear, cancellation);
        }
        catch (EventsGoneException gone)
        {
            // The balance is known from either end.
            _balances.Clear();
            AddUpFromOtherEnd(first, isNear, gone, cancellation);
        }
    }

    public override void Add(RecordView record, RowBuffer rows)
    {
        for (var i = 0; i < record.Events.Count; i++)
        {
            if (record.Events[i].Kind != EventKind.MoneyPosted)
                continue;

            var posted = record.Events[i].As<MoneyPosted>();
            if (IsOwn(posted.From))
                Add(record, posted, posted.From, -posted.Amount, posted.To, rows);

            if (IsOwn(posted.To))
                Add(record, posted, posted.To, posted.Amount, posted.From, rows);
        }
    }

    private void Add(RecordView record, in MoneyPosted posted, AccountId unit, Money amount, AccountId other, RowBuffer rows)
    {
        var balance = Move(unit, posted.Asset, amount);
        var json = rows.Begin();
        json.WriteStartObject();
        RecordWriter.WritePlace(json, record);
        json.WriteString("account", api.Names.Of(unit));
        json.WriteString("asset", api.Names.Of(posted.Asset));
        json.WriteString("amount", api.Translator.Text(amount, posted.Asset).ToString());
        json.WriteString("balance", api.Translator.Text(balance, posted.Asset).ToString());
        json.WriteString("reason", EventTypes.NameOf(posted.Reason));
        var name = api.Names.Of(other);
        json.WriteString("counterparty", viewer.Sees(name) ? name : null);
        _writer.WriteReference(json, record, posted);
        json.WriteNumber("parameters_version", posted.ParametersVersion);
        json.WriteEndObject();
        rows.End();
    }

    private Money Move(AccountId unit, AssetId asset, Money amount) =>
        _balances[(unit.Value, asset.Value)] = _balances.GetValueOrDefault((unit.Value, asset.Value)) + amount;

    private bool IsOwn(AccountId unit) => api.Names.Belongs(unit, account);

    private void AddUp(long first, bool isFromBeginning, CancellationToken cancellation)
    {
        if (isFromBeginning)
            AddUp(1, first - 1, 1, cancellation);
        else
            GoBack(first, cancellation);
    }

    private void AddUpFromOtherEnd(long first, bool wasFromBeginning, EventsGoneException one, CancellationToken cancellation)
    {
        try
        {
            AddUp(first, !wasFromBeginning, cancellation);
        }
        catch (EventsGoneException other)
        {
            // Between two places that cannot be read there is no balance.
            var (before, behind) = wasFromBeginning ? (one, other) : (other, one);
            throw new EventsGoneException(first, behind.First, before.Before, other);
        }
    }

    /// <summary>From what it has now, less all that came since.</summary>
    private void GoBack(long first, CancellationToken cancellation)
    {
        var sequence = api.Host.Read(
            (Me: this, Account: account),
            static (machine, ask) =>
            {
                foreach (var unit in machine.Engine.IsolatedOf(ask.Account).Select(each => each.Account).Prepend(ask.Account).Distinct())
                {
                    foreach (var line in machine.Engine.BalancesOf(unit))
                    {
                        ask.Me.Move(unit, line.Asset, line.Amount);
                    }
                }

                return machine.Sequence;
            }
        );
        AddUp(first, sequence, -1, cancellation);
    }

    private void AddUp(long from, long to, int sign, CancellationToken cancellation)
    {
        if (from > to)
            return;

        var (cursor, view) = (api.Host.Events.Read(from), api.NewView());
        while (cursor.Next <= to)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!cursor.TryRead(out var record))
            {
                // The machine is a little ahead of what is published.
                cursor.WaitAsync(cancellation).GetAwaiter().GetResult();
                continue;
            }

            view.Load(record);
            for (var i = 0; i < view.Events.Count; i++)
            {
                if (view.Events[i].Kind == EventKind.MoneyPosted)
                    AddUp(view.Events[i].As<MoneyPosted>(), sign);
            }
        }
    }

    private void AddUp(in MoneyPosted posted, int sign)
    {
        if (IsOwn(posted.From))
            Move(posted.From, posted.Asset, sign < 0 ? posted.Amount : -posted.Amount);

        if (IsOwn(posted.To))
            Move(posted.To, posted.Asset, sign < 0 ? -posted.Amount : posted.Amount);
    }

    private void Take(string carried)
    {
        foreach (var part in carried.Split('~', StringSplitOptions.RemoveEmptyEntries))
        {
            if (
                part.Split('.') is not [var unit, var asset, var units]
                || !int.TryParse(unit, NumberStyles.None, CultureInfo.InvariantCulture, out var account)
                || !byte.TryParse(asset, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || !Int128.TryParse(units, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var balance)
                // What no venue can hold: adding to it would overflow.
                || Int128.Abs(balance / FarthestFromZero) > 0
            )
                throw Refusals.Bad("after", "expected the next of the page before.");

            _balances[(account, number)] = new(balance);
        }
    }
}
