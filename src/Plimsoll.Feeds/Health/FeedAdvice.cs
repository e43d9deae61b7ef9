using Plimsoll.Feeds.Quotes;

namespace Plimsoll.Feeds.Health;

/// <summary>What to do about a problem, in a sentence.</summary>
public static class FeedAdvice
{
    /// <summary>Advice on a connection that failed; null where there is nothing to do.</summary>
    public static string? Of(FeedProblem problem) =>
        problem switch
        {
            FeedProblem.None => null,
            FeedProblem.NameNotFound => "Check that this machine has internet and a name server, and that the endpoint is spelled right.",
            FeedProblem.Unreachable => "Check the endpoint's host and port, and whether a firewall or proxy stands in between.",
            FeedProblem.ConnectTimeout => "Packets get no answer: a firewall drops them, or the host is down. Try from another network.",
            FeedProblem.Encryption =>
                "Check this machine's date and its trusted certificates, and whether a proxy opens encrypted traffic.",
            FeedProblem.HttpStatus => "The endpoint is no feed, has moved, or the venue refuses this country or address (403, 451).",
            FeedProblem.RateLimited => "Too many requests from this address: use fewer processes, or a provider with an access token.",
            FeedProblem.Closed or FeedProblem.Lost => "Connects anew by itself. If it repeats, look at the venue's status page.",
            FeedProblem.Silent => "Connects anew by itself. If it repeats, something in between keeps dead connections open.",
            FeedProblem.NoQuotes => "Check the markets' names: the venue may not know them, or nothing is traded there.",
            FeedProblem.Nonsense => "What came is not what this venue documents: check the endpoint, or the venue has changed its format.",
            FeedProblem.MessageTooLarge => "Check the endpoint; raise the bound only if the venue documents such messages.",
            FeedProblem.Gaps => "Messages are lost on the way: listen to fewer markets on one connection.",
            FeedProblem.Leaving => "Nothing: the venue restarts a server, and the source connects to another.",
            _ => "This is a fault of Plimsoll: please report it with the detail.",
        };

    /// <summary>Advice on quotes that are refused; null where there is nothing to do.</summary>
    public static string? Of(QuoteRejection reason) =>
        reason switch
        {
            QuoteRejection.Unstamped => "Wait: a venue without stamps is believed only after something else says how late it is.",
            QuoteRejection.FromTheFuture => "The venue's clock and this machine's disagree: synchronise this machine's clock (NTP).",
            QuoteRejection.Old =>
                "Quotes arrive late, or this machine's clock is fast: compare the other venues; if all are off alike, it is the clock (NTP).",
            QuoteRejection.OutOfOrder => "The venue sends old quotes after new ones; nothing to do while others pass.",
            QuoteRejection.Impossible => "The venue quotes a bid above its ask, or a price below zero: look at its status page.",
            QuoteRejection.Uncertain => "The oracle itself does not know the price: its confidence is wider than the bound.",
            QuoteRejection.Deviating =>
                "The source stands alone against the others: check its market's name and quote currency, then the venue.",
            QuoteRejection.Empty => "The market has no price: check its name, and whether it is open.",
            QuoteRejection.UnknownSymbol => "The venue sends markets that were not asked for: check the names.",
            _ => null,
        };
}
