using System.Globalization;
using System.Text;

namespace Plimsoll.Testing.Naive;

/// <summary>The naive model's state as text, so that a test can ask whether a refusal changed anything.</summary>
public static class NaiveDigest
{
    /// <summary>Everything that a command may change, one line each.</summary>
    public static string Of(NaiveEngine engine)
    {
        var state = engine.State;
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"venue {state.Venue} {state.Now} {state.LastTick} {state.IsPaused} {state.PausedUntil} {state.GraceUntil} {state.LastOrder}"
        );
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"changes {state.Changes.Count}, trades {state.Trades.Count}, {state.Trades.Count(trade => trade.IsBusted)} busted"
        );
        foreach (var scheme in state.Schemes)
            text.AppendLine(CultureInfo.InvariantCulture, $"{scheme}");

        foreach (var asset in state.Assets)
            text.AppendLine(CultureInfo.InvariantCulture, $"{asset}");

        foreach (var index in state.Indices)
            Write(text, index);

        foreach (var instrument in state.Instruments)
            Write(text, instrument);

        foreach (var account in state.Accounts)
            Write(text, account);

        foreach (var order in state.Orders.Values)
            text.AppendLine(CultureInfo.InvariantCulture, $"{order}");

        return text.ToString();
    }

    private static void Write(StringBuilder text, NaiveIndex index)
    {
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{index.Parameters} {index.Price} {index.HasNoSource} {index.NoSourceUntil} {index.IsWindowOpen} {index.WindowUntil} {index.IsWindowDisarmed} {index.Surface?.At} {string.Join(", ", index.Surface?.Slices ?? [])}"
        );
        text.AppendLine(string.Join(", ", index.Sources.Select(source => $"{source.State} {source.GoodSince} {source.Quotes.Count}")));
    }

    private static void Write(StringBuilder text, NaiveInstrument instrument) =>
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{instrument.Parameters} {instrument.IsHalted} {instrument.IsClosed} {instrument.Mark} {instrument.Basis} {instrument.Premium} {instrument.PremiumSum} {instrument.FundingRate} {instrument.FundingDue} {instrument.Override}"
        );

    private static void Write(StringBuilder text, NaiveAccount account)
    {
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{account.Id} {account.Kind} {account.Scheme} {account.Status} {account.Condition} {account.Hold} {account.HeldUntil}"
        );
        text.AppendLine(string.Join(", ", account.Balances.OrderBy(each => each.Key)));
        text.AppendLine(string.Join(", ", account.Positions));
        text.AppendLine(string.Join(", ", account.Leverages.OrderBy(each => each.Key)) + string.Join(", ", account.IsolatedModes.Order()));
    }
}
