using Plimsoll.Server.Api.Events;
using Plimsoll.Server.Api.Sockets.Channels;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Looks at what a client wants to follow: all of it holds, or nothing changes.</summary>
internal sealed class SubscriptionDesk(VenueApi api)
{
    /// <summary>The channels that begin.</summary>
    /// <exception cref="ProblemException">Something of it cannot be.</exception>
    public IReadOnlyList<Channel> Check(PumpRequest request, ApiKey key, IReadOnlyList<Subscription> current)
    {
        var names = request.Request.Channels;
        if (names.Count == 0 || names.Distinct(StringComparer.Ordinal).Count() != names.Count)
            throw Refusals.Bad("channels", "expected names, each once.");

        if (request.IsEnd)
        {
            var unknown = names.FirstOrDefault(name => !current.Any(each => each.Channel.Name == name));
            return unknown is null ? [] : throw Refusals.Unknown("channels", "subscription to", unknown);
        }

        RequireReadable(request.Request.From);
        var most = api.Settings.Limits.Subscriptions;
        var kept = current.Count(each => !names.Contains(each.Channel.Name, StringComparer.Ordinal));
        if (kept + names.Count > most)
            throw Refusals.Bad(
                "channels",
                $"a connection follows at most {EventWriter.Digits(most)} channels.",
                "Open another connection."
            );

        return [.. names.Select(name => ChannelNames.Find(name, key, api))];
    }

    private void RequireReadable(long? from)
    {
        if (from is not { } first)
            return;

        var events = api.Host.Events;
        if (first < 1 || first > events.LastSequence + 1)
            throw Refusals.Bad(
                "from",
                $"expected 1 to {EventWriter.Digits(events.LastSequence + 1)}, the record that comes next.",
                "Send the number after the last one seen."
            );

        if (first < events.FirstSequence)
            throw new ProblemException(
                new(ProblemCode.Gone)
                {
                    Field = "from",
                    Detail = $"the first record kept is {EventWriter.Digits(events.FirstSequence)}.",
                    Advice = "Subscribe without from, and begin with the snapshot.",
                }
            );
    }
}
