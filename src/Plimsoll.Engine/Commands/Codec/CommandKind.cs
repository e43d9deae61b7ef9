namespace Plimsoll.Engine.Commands.Codec;

/// <summary>Which command a record holds. Numbers are stored and never given twice.</summary>
public enum CommandKind : byte
{
    /// <summary><see cref="Commands.SubmitQuotes"/>.</summary>
    SubmitQuotes = 1,

    /// <summary><see cref="Commands.PlaceOrder"/>.</summary>
    PlaceOrder = 2,

    /// <summary><see cref="Commands.AmendOrder"/>.</summary>
    AmendOrder = 3,

    /// <summary><see cref="Commands.CancelOrder"/>.</summary>
    CancelOrder = 4,

    /// <summary><see cref="Commands.RecordTrades"/>.</summary>
    RecordTrades = 5,

    /// <summary><see cref="Commands.AdvanceTime"/>.</summary>
    AdvanceTime = 6,

    /// <summary><see cref="Commands.DepositCollateral"/>.</summary>
    DepositCollateral = 7,

    /// <summary><see cref="Commands.WithdrawCollateral"/>.</summary>
    WithdrawCollateral = 8,

    /// <summary><see cref="Commands.TransferCollateral"/>.</summary>
    TransferCollateral = 9,

    /// <summary><see cref="Commands.MoveIsolatedMargin"/>.</summary>
    MoveIsolatedMargin = 10,

    /// <summary><see cref="Commands.FundInsurance"/>.</summary>
    FundInsurance = 11,

    /// <summary><see cref="Commands.OpenAccount"/>.</summary>
    OpenAccount = 12,

    /// <summary><see cref="Commands.SetAccountStatus"/>.</summary>
    SetAccountStatus = 13,

    /// <summary><see cref="Commands.SetMarginMode"/>.</summary>
    SetMarginMode = 14,

    /// <summary><see cref="Commands.SetLeverage"/>.</summary>
    SetLeverage = 15,

    /// <summary><see cref="Commands.SetScheme"/>.</summary>
    SetScheme = 16,

    /// <summary><see cref="Commands.ReportOrderDone"/>.</summary>
    ReportOrderDone = 17,

    /// <summary><see cref="Commands.BustTrade"/>.</summary>
    BustTrade = 18,

    /// <summary><see cref="Commands.CorrectTrade"/>.</summary>
    CorrectTrade = 19,

    /// <summary><see cref="Commands.SettleFunding"/>.</summary>
    SettleFunding = 20,

    /// <summary><see cref="Commands.SetSurface"/>.</summary>
    SetSurface = 21,

    /// <summary><see cref="Commands.ProposeMarkOverride"/>.</summary>
    ProposeMarkOverride = 22,

    /// <summary><see cref="Commands.ApproveMarkOverride"/>.</summary>
    ApproveMarkOverride = 23,

    /// <summary><see cref="Commands.EndMarkOverride"/>.</summary>
    EndMarkOverride = 24,

    /// <summary><see cref="Commands.HaltInstrument"/>.</summary>
    HaltInstrument = 25,

    /// <summary><see cref="Commands.ResumeInstrument"/>.</summary>
    ResumeInstrument = 26,

    /// <summary><see cref="Commands.DelistInstrument"/>.</summary>
    DelistInstrument = 27,

    /// <summary><see cref="Commands.ExpireInstrument"/>.</summary>
    ExpireInstrument = 28,

    /// <summary><see cref="Commands.PauseVenue"/>.</summary>
    PauseVenue = 29,

    /// <summary><see cref="Commands.ResumeVenue"/>.</summary>
    ResumeVenue = 30,

    /// <summary><see cref="Commands.ListAsset"/>.</summary>
    ListAsset = 31,

    /// <summary><see cref="Commands.ListIndex"/>.</summary>
    ListIndex = 32,

    /// <summary><see cref="Commands.ListInstrument"/>.</summary>
    ListInstrument = 33,

    /// <summary><see cref="Commands.ListScheme"/>.</summary>
    ListScheme = 34,

    /// <summary><see cref="Commands.ChangeVenue"/>.</summary>
    ChangeVenue = 35,

    /// <summary><see cref="Commands.ChangeAsset"/>.</summary>
    ChangeAsset = 36,

    /// <summary><see cref="Commands.ChangeIndex"/>.</summary>
    ChangeIndex = 37,

    /// <summary><see cref="Commands.ChangeInstrument"/>.</summary>
    ChangeInstrument = 38,

    /// <summary><see cref="Commands.ChangeScheme"/>.</summary>
    ChangeScheme = 39,

    /// <summary><see cref="Commands.WithdrawChange"/>.</summary>
    WithdrawChange = 40,

    /// <summary><see cref="Commands.ApproveMarkOverride"/> that names what it approves.</summary>
    ApproveNamedMark = 41,
}
