using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.AutoDeleveraging;
using Plimsoll.Engine.Collateral;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.InsuranceFund;
using Plimsoll.Engine.Ledger;
using Plimsoll.Engine.Liquidation;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Settlement;
using Plimsoll.Engine.Solvency;
using Plimsoll.Engine.Solvency.Certificates;
using Plimsoll.Engine.Solvency.Columns;
using Plimsoll.Engine.Solvency.Overview;
using Plimsoll.Engine.Solvency.Portfolios;
using Plimsoll.Engine.State;
using Plimsoll.Engine.Trading;
using Plimsoll.Engine.Venue;

namespace Plimsoll.Engine;

/// <summary>Puts the rooms of the engine together, and takes each command to its own.</summary>
internal sealed class EngineRooms
{
    private readonly ParameterHandler _parameters;
    private readonly VenueHandler _venue;
    private readonly AccountHandler _accounts;
    private readonly CollateralHandler _collateral;
    private readonly TradeHandler _trades;
    private readonly MarketHandler _market;
    private readonly SurfaceHandler _surfaces;
    private readonly SettlementHandler _settlement;

    public EngineRooms(EngineState state, EventBuffer events)
    {
        Context = new(state, events);
        var portfolios = new PortfolioBooks(state);
        Vectors = new(state, portfolios);
        Margins = new(state, new(state, new(state, portfolios, Vectors)), new(state));
        Withdrawals = new(state, Margins);
        var coefficients = new Coefficients();
        var columns = new AccountColumns(state, coefficients, new(state, coefficients));
        Certificates = new(state, new(state), new(columns, coefficients), columns, new(state, Margins));
        Ratios = new(state, Margins);
        LiquidationMaps = new(state);
        Exposures = new(state);
        var books = new Bookkeeper(Context);
        var fees = new Fees(Context, books, Margins);
        var holds = new Holds(state);
        Orders = new(Context, books, Margins, new(state, Margins, Withdrawals));
        CloseOut = new(state, Margins, fees, new(state, Margins, fees));
        DeleveragingQueue = new(state, Margins);
        var deleveraging = new Deleveraging(Context, books, DeleveragingQueue);
        var takeovers = new Takeovers(Context, books, Margins, fees, CloseOut, deleveraging);
        var deficits = new DeficitCover(Context, books, Margins, new(Context, books), new(Context, books));
        var liquidator = new Liquidator(Context, Margins, holds, Orders, CloseOut, takeovers, deficits);
        Solvency = new(Context, Margins, holds, liquidator, new(Context, Orders), books);
        _parameters = new(Context);
        _venue = new(Context);
        _accounts = new(Context, Margins);
        _collateral = new(Context, books, Withdrawals);
        _trades = new(Context, books, fees);
        var marks = new MarkRefresh(Context);
        _market = new(Context, _parameters, _venue, new(Context, new(Context)), marks, liquidator);
        _surfaces = new(Context, marks);
        _settlement = new(Context, books, Orders);
    }

    public EngineContext Context { get; }

    public Margins Margins { get; }

    public PortfolioVectors Vectors { get; }

    /// <summary>Kept only by an engine that looks at accounts by certificates: see <see cref="EngineState.Certificates"/>.</summary>
    public CertificateIndex Certificates { get; }

    public MarginRatios Ratios { get; }

    public LiquidationMaps LiquidationMaps { get; }

    public Exposures Exposures { get; }

    public Withdrawals Withdrawals { get; }

    public OrderHandler Orders { get; }

    public CloseOut CloseOut { get; }

    public AdlQueue DeleveragingQueue { get; }

    public SolvencyMonitor Solvency { get; }

    public CommandResult Handle(Command command) =>
        command switch
        {
            SubmitQuotes quotes => _market.Handle(quotes),
            RecordTrades trades => _trades.Handle(trades),
            PlaceOrder place => Orders.Handle(place),
            AmendOrder amend => Orders.Handle(amend),
            CancelOrder cancel => Orders.Handle(cancel),
            ReportOrderDone done => Orders.Handle(done),
            AdvanceTime advance => _market.Handle(advance),
            DepositCollateral deposit => _collateral.Handle(deposit),
            WithdrawCollateral withdraw => _collateral.Handle(withdraw),
            TransferCollateral transfer => _collateral.Handle(transfer),
            MoveIsolatedMargin move => _collateral.Handle(move),
            FundInsurance fund => _collateral.Handle(fund),
            OpenAccount open => _accounts.Handle(open),
            SetAccountStatus status => _accounts.Handle(status),
            SetMarginMode mode => _accounts.Handle(mode),
            SetLeverage leverage => _accounts.Handle(leverage),
            SetScheme scheme => _accounts.Handle(scheme),
            SetSurface surface => _surfaces.Handle(surface),
            SettleFunding funding => _settlement.Handle(funding),
            ExpireInstrument expire => _settlement.Handle(expire),
            DelistInstrument delist => _settlement.Handle(delist),
            BustTrade bust => _trades.Handle(bust),
            CorrectTrade correct => _trades.Handle(correct),
            ListAsset list => _parameters.Handle(list),
            ListIndex list => _parameters.Handle(list),
            ListInstrument list => _parameters.Handle(list),
            ListScheme list => _parameters.Handle(list),
            ChangeAsset change => _parameters.Handle(change),
            ChangeIndex change => _parameters.Handle(change),
            ChangeInstrument change => _parameters.Handle(change),
            ChangeScheme change => _parameters.Handle(change),
            ChangeVenue change => _parameters.Handle(change),
            WithdrawChange withdraw => _parameters.Handle(withdraw),
            HaltInstrument halt => _venue.Handle(halt),
            ResumeInstrument resume => _venue.Handle(resume),
            PauseVenue pause => _venue.Handle(pause),
            ResumeVenue resume => _venue.Handle(resume),
            ProposeMarkOverride propose => _venue.Handle(propose),
            ApproveMarkOverride approve => _venue.Handle(approve),
            EndMarkOverride end => _venue.Handle(end),
            _ => EngineContext.Refuse(RejectReason.UnknownCommand, null),
        };
}
