using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Solvency.Certificates;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Solvency;

/// <summary>What one command may spend on certificates, and what the sweeper looks at.</summary>
public sealed class CertificateBudgetTests
{
    private const int Users = 5_000;

    private readonly Scenario _venue = new Scenario().Price(100);

    [Fact, Trait("Criterion", "CERT-006")]
    public void One_command_makes_no_more_certificates_than_it_may_spend()
    {
        Open(Users);
        var rules = new VenueParameters { Numeraire = Scenario.Usd };
        _venue.Do(new ChangeVenue(_venue.Now, rules, _venue.Now));
        var first = _venue.Engine.SolvencyFigures;
        var budget = CertificateLimits.Usual.Made(outside: 1, rows: Users);
        for (var made = 0; made < 2 * (Users + budget); made += budget)
        {
            _venue.Price(101 + (made / budget % 2));
        }

        var second = _venue.Engine.SolvencyFigures;

        // The insurance fund has a line too, and is hot for ever; the venue's own accounts have none.
        Assert.InRange(first.Certified, CertificateLimits.Usual.LeastMade - 5, budget);
        Assert.Equal(Users + 1, first.Certified + first.Hot);
        Assert.Equal((Users, 1), (second.Certified, second.Hot));
    }

    [Fact, Trait("Criterion", "CERT-007")]
    public void The_sweeper_takes_every_account_in_turn_and_counts_them()
    {
        Open(100);
        var before = _venue.Engine.SolvencyFigures.Audited;
        for (var tick = 0; tick < _venue.Engine.AccountCount; tick++)
        {
            _venue.Price(101 + (tick % 2));
        }

        Assert.Equal(100, _venue.Engine.SolvencyFigures.Audited - before);
    }

    private void Open(int users)
    {
        for (var i = 0; i < users; i++)
        {
            _venue.User(100);
        }
    }
}
