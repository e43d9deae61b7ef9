using Plimsoll.Numerics;
using Plimsoll.Pricing;
using Plimsoll.Surfaces.Calibration;
using Plimsoll.Values;

namespace Plimsoll.Surfaces;

/// <summary>Turns a chain's premiums into implied volatilities, strike by strike, and says what became of each quote.</summary>
internal sealed class ChainReading
{
    private readonly OptionChain _chain;
    private readonly QuoteUse[] _uses;
    private readonly double[] _forwards;
    private readonly (double Bid, double Ask)[] _volatilities;
    private readonly Dictionary<double, int> _calls = [];
    private readonly Dictionary<double, int> _puts = [];

    public ChainReading(OptionChain chain, Timestamp at)
    {
        (_chain, Years, Forward) = (chain, chain.Years(at), Representable(ParityForward.Of(chain)));
        _uses = new QuoteUse[chain.Quotes.Count];
        _forwards = new double[chain.Quotes.Count];
        _volatilities = new (double, double)[chain.Quotes.Count];
        for (var i = 0; i < chain.Quotes.Count; i++)
        {
            Read(i);
        }

        Join();
    }

    /// <summary>A forward that a slice's whole numbers cannot hold is none.</summary>
    private static ForwardEstimate Representable(ForwardEstimate estimate) =>
        estimate.Forward is >= 1e-9 and <= 9e9
            ? estimate
            : estimate with
            {
                Forward = double.NaN,
                Source = ForwardSource.Unknown,
                Ratio = double.NaN,
            };

    public double Years { get; }

    public ForwardEstimate Forward { get; }

    public Timestamp Expiry => _chain.Expiry;

    /// <summary>One for each strike that says something, by rising log-moneyness, with the quote it came from.</summary>
    public List<(SmilePoint Point, int Quote)> Points { get; } = [];

    public int TwoSided => Points.Count(each => each.Point.IsTwoSided && !each.Point.IsLeftOut);

    public List<SmilePoint> Smile => [.. Points.Select(each => each.Point)];

    /// <summary>Leaves out a strike from now on.</summary>
    public void LeaveOut(int point)
    {
        var (each, quote) = Points[point];
        Points[point] = (each with { IsLeftOut = true }, quote);
        _uses[quote] = QuoteUse.Outlier;
    }

    /// <summary>Drops options in the money that the fit, which listens to their partners at the other side of parity, finds too far away.</summary>
    /// <param name="isTooFar">Whether a strike is.</param>
    public void DropContradictions(Func<SmilePoint, bool> isTooFar)
    {
        for (var i = 0; i < _uses.Length; i++)
        {
            if (_uses[i] != QuoteUse.InTheMoney)
                continue;

            var point = new SmilePoint(
                LogMoneyness(_chain.Quotes[i].Strike, _forwards[i]),
                _volatilities[i].Bid,
                _volatilities[i].Ask,
                IsLeftOut: false
            );
            if (point.IsTwoSided && isTooFar(point))
            {
                _uses[i] = QuoteUse.Outlier;
            }
        }
    }

    public IReadOnlyList<QuoteReading> Readings(SviParameters? smile)
    {
        var readings = new QuoteReading[_chain.Quotes.Count];
        for (var i = 0; i < readings.Length; i++)
        {
            readings[i] = Reading(i, smile);
        }

        return readings;
    }

    private QuoteReading Reading(int place, SviParameters? smile)
    {
        var quote = _chain.Quotes[place];
        var forward = _forwards[place];
        var (bid, ask) = _volatilities[place];
        var isNumber = _uses[place] is not (QuoteUse.BadNumber or QuoteUse.Expired);
        var moneyness = isNumber ? LogMoneyness(quote.Strike, forward) : double.NaN;
        if (!isNumber || smile is not { } parameters)
            return new(quote, forward, moneyness, bid, ask, _uses[place], double.NaN, double.NaN, double.NaN);

        var variance = parameters.TotalVariance(moneyness);
        var value = Black76.UndiscountedPrice(quote.Type, forward, quote.Strike, Math.Sqrt(variance));
        var price = _chain.Premium == Instruments.Payoff.Inverse ? value / forward : value;
        return new(quote, forward, moneyness, bid, ask, _uses[place], Math.Sqrt(variance / Years), price, Bounded(price, place));
    }

    /// <summary>What was dropped does not bound: a side without a volatility is no price of this option, and would take the mark where arbitrage is.</summary>
    private double Bounded(double price, int place)
    {
        if (_uses[place] is QuoteUse.Crossed or QuoteUse.Outlier)
            return price;

        var (bid, ask) = _volatilities[place];
        var atLeast = double.IsNaN(bid) ? price : Math.Max(price, _chain.Quotes[place].Bid);
        return double.IsNaN(ask) ? atLeast : Math.Min(atLeast, _chain.Quotes[place].Ask);
    }

    private void Read(int place)
    {
        var quote = _chain.Quotes[place];
        var forward = quote.Forward > 0 ? quote.Forward * Forward.Ratio : Forward.Forward;
        (_forwards[place], _volatilities[place]) = (forward, (double.NaN, double.NaN));
        if (
            !(quote.Strike > 0 && double.IsFinite(quote.Strike) && forward > 0 && double.IsFinite(forward))
            || !double.IsFinite(quote.Strike / forward)
        )
        {
            _uses[place] = QuoteUse.BadNumber;
            return;
        }

        if (!(Years > 0))
        {
            _uses[place] = QuoteUse.Expired;
            return;
        }

        (quote.Type == OptionType.Call ? _calls : _puts).TryAdd(quote.Strike, place);
        if (!quote.HasBid && !quote.HasAsk)
        {
            _uses[place] = QuoteUse.NoQuote;
            return;
        }

        if (quote.HasBid && quote.HasAsk && quote.Bid > quote.Ask)
        {
            _uses[place] = QuoteUse.Crossed;
            return;
        }

        var bid = quote.HasBid ? Implied(quote, quote.Bid, forward) : double.NaN;
        var ask = quote.HasAsk ? Implied(quote, quote.Ask, forward) : double.NaN;
        _volatilities[place] = (bid, ask);
        var isOut = quote.Type == OptionType.Call ? quote.Strike >= forward : quote.Strike < forward;
        _uses[place] =
            double.IsNaN(bid) && double.IsNaN(ask) ? QuoteUse.NoVolatility
            : isOut ? QuoteUse.Used
            : QuoteUse.InTheMoney;
    }

    private double Implied(OptionQuote quote, double premium, double forward)
    {
        var answer = ImpliedVolatility.Of(quote.Type, _chain.Value(premium, forward), forward, quote.Strike, Years, discountFactor: 1);
        return answer.IsFound ? answer.Volatility : double.NaN;
    }

    /// <summary>At each strike the option out of the money speaks; where it lacks a side, the other one fills in by parity.</summary>
    private void Join()
    {
        foreach (var strike in _calls.Keys.Concat(_puts.Keys).Distinct().Order())
        {
            var call = _calls.TryGetValue(strike, out var one) ? one : -1;
            var put = _puts.TryGetValue(strike, out var other) ? other : -1;
            var anchor = _forwards[Math.Max(call, put)];
            var (first, second) = strike >= anchor ? (call, put) : (put, call);
            if (first < 0 || _uses[first] is not (QuoteUse.Used or QuoteUse.InTheMoney))
            {
                (first, second) = (second, -1);
            }

            if (first < 0 || _uses[first] is not (QuoteUse.Used or QuoteUse.InTheMoney))
                continue;

            var (bid, ask) = _volatilities[first];
            if (second >= 0 && _uses[second] is (QuoteUse.Used or QuoteUse.InTheMoney))
            {
                bid = double.IsNaN(bid) ? _volatilities[second].Bid : bid;
                ask = double.IsNaN(ask) ? _volatilities[second].Ask : ask;
                _uses[second] = QuoteUse.InTheMoney;
                if (bid > ask)
                {
                    (bid, ask) = _volatilities[first];
                }
            }

            var point = new SmilePoint(LogMoneyness(strike, _forwards[first]), bid, ask, IsLeftOut: false);
            _uses[first] =
                point.IsTwoSided ? QuoteUse.Used
                : point.IsWide ? QuoteUse.Wide
                : QuoteUse.Bound;
            Points.Add((point, first));
        }
    }

    private static double LogMoneyness(double strike, double forward) => Logarithm.OfQuotient(strike, forward).High;
}
