using Plimsoll.Journal;
using Plimsoll.Testing.Devices;

namespace Plimsoll.Host.Tests.Crashes;

/// <summary>Whatever fails under the host, and whenever: what was answered is there, once; what was not is there once or not at all.</summary>
public sealed class CrashTests
{
    [Fact, Trait("Criterion", "HOST-001"), Trait("Criterion", "HOST-021")]
    public void Power_that_fails_before_an_operation_loses_nothing_that_was_answered() => LosePower(step: 2, seeds: 1);

    [Fact, Trait("Category", "Slow")]
    public void Power_that_fails_before_any_operation_loses_nothing_that_was_answered() => LosePower(step: 1, seeds: 6);

    [Fact, Trait("Criterion", "HOST-001"), Trait("Criterion", "HOST-005")]
    public void Whichever_operation_fails_every_request_has_its_effect_once() => Fail(step: 4, seeds: 1);

    [Fact, Trait("Category", "Slow")]
    public void Whichever_operation_fails_in_whatever_way_every_request_has_its_effect_once() => Fail(step: 1, seeds: 1);

    private static void LosePower(int step, int seeds)
    {
        var (losses, told, later) = (0, 0, 0);
        for (var seed = 1; seed <= seeds; seed++)
        {
            for (var (moment, isOver) = (0, false); !isOver; moment += step)
            {
                isOver = true;
                foreach (var isOfEvents in new[] { false, true })
                {
                    var venue = Venue.Copy();
                    (isOfEvents ? venue.Events : venue.Journal).LosesPowerAt = moment;
                    var clients = new Clients(3, 12);
                    Run(venue, clients, insists: false);
                    isOver &= !venue.Journal.IsDark;
                    told += clients.Told.Count;
                    var dice = new Random((seed * 10_000) + moment);
                    foreach (var arrives in new[] { 0, 50, 100 })
                    {
                        GoOn(venue.AfterPowerLoss(dice, arrives), clients, out var added);
                        later += added;
                    }

                    losses += venue.Journal.IsDark ? 1 : 0;
                }
            }
        }

        Assert.True(losses > 10 && told > 100 && later > 100, $"{losses} losses of power, {told} answers before, {later} after");
    }

    private static void Fail(int step, int seeds)
    {
        var (runs, halted) = (0, 0);
        for (var seed = 1; seed <= seeds; seed++)
        {
            foreach (var (isInPart, lasts) in new[] { (false, 1), (true, 1), (true, 6) })
            {
                for (var (place, isOver) = (0, false); !isOver; place += step)
                {
                    var venue = Venue.Copy();
                    foreach (var device in new[] { venue.Journal, venue.Events })
                    {
                        (device.FailsAt, device.FailsFor, device.FailsInPart) = (place, lasts, isInPart);
                    }

                    var clients = new Clients(3, 12);
                    runs++;
                    halted += Run(venue, clients, insists: true) ? 0 : 1;
                    isOver = venue.Journal.Operations < place;
                    var dice = new Random((seed * 10_000) + place);
                    GoOn(venue.AfterPowerLoss(dice, 100), clients, out _);
                    GoOn(venue.AfterPowerLoss(dice, 30), clients, out _);
                }
            }
        }

        // A start that the device refuses is tried again by whoever started it; a running host goes on by itself.
        Assert.True(runs > 20 && halted < runs / 2, $"{runs} runs, {halted} of them did not start");
    }

    /// <summary>Starts, has the clients ask, and ends without a stop when the power fails.</summary>
    /// <returns>Whether it started, and everybody was answered.</returns>
    private static bool Run(Venue venue, Clients clients, bool insists)
    {
        try
        {
            using var host = venue.Start();
            clients.Ask(host, insists);
            if (insists)
                Assert.True(clients.AreAllTold || host.Status.State == HostState.Halted, $"{clients.Told.Count} told, {host.Status}");

            return clients.AreAllTold;
        }
        catch (Exception cause) when (cause is JournalUnavailableException or CrashDevice.PowerLossException)
        {
            return false;
        }
    }

    /// <summary>Starts on what is left, checks all promises, and lets the clients ask what they were not told.</summary>
    private static void GoOn(Venue venue, Clients before, out int added)
    {
        using var host = venue.Start();
        Promises.Check(host, venue, before);
        var clients = new Clients(3, 12);
        foreach (var (key, outcome) in before.Told)
        {
            clients.Told[key] = outcome;
        }

        clients.Ask(host, insists: true);
        Assert.True(clients.AreAllTold, host.Status.ToString());
        added = clients.Told.Count - before.Told.Count;
        foreach (var key in clients.Told.Keys)
        {
            clients.Told[key] = clients.Told[key] with { IsRepeat = false };
        }

        Promises.Check(host, venue, clients);
    }
}
