using Plimsoll.Feeds.Quotes;

namespace Plimsoll.Feeds.Connections;

/// <summary>Takes a quote that passed. Called from the source's own thread: it has to be quick and must not throw.</summary>
public delegate void QuoteHandler(in FeedQuote quote);
