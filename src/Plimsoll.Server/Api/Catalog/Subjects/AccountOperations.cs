using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Host.Entries;
using Plimsoll.Server.Api.Requests;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Catalog.Subjects;

/// <summary>Accounts and what they hold.</summary>
internal static class AccountOperations
{
    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        new CommandOperation<OpenAccountRequest>(
            "accounts.open",
            Operations.ManageAccounts,
            "POST",
            "/accounts",
            "Opens an account.",
            static (request, _) =>
                HostEntry.Of(
                    new OpenAccount(default, 0, request.Kind == OpenedKind.User ? AccountKind.User : AccountKind.MarketMaker),
                    AddressNames.RequireAccount(request.Name, "name"),
                    request.Owner is { } owner ? AddressNames.RequireFree(owner, "owner") : request.Name
                )
        ),
        new CommandOperation<SetStatusRequest>(
            "accounts.set_status",
            Operations.ManageAccounts,
            "PUT",
            "/accounts/{account}/status",
            "Sets what an account may do: everything, only reduce, or nothing.",
            static (request, translator) => HostEntry.Of(new SetAccountStatus(default, translator.Account(request.Account), request.Status))
        ),
        new CommandOperation<SetSchemeRequest>(
            "accounts.set_scheme",
            Operations.ConfigureAccount,
            "PUT",
            "/accounts/{account}/scheme",
            "Puts an account under a scheme of portfolio margin, or back under standard margin.",
            static (request, translator) =>
                HostEntry.Of(new SetScheme(default, translator.Account(request.Account), translator.Scheme(request.Scheme))),
            static request => [request.Account]
        ),
        new CommandOperation<SetLeverageRequest>(
            "accounts.set_leverage",
            Operations.ConfigureAccount,
            "PUT",
            "/accounts/{account}/leverage",
            "Chooses leverage for an instrument.",
            static (request, translator) =>
                HostEntry.Of(
                    new SetLeverage(
                        default,
                        translator.Account(request.Account),
                        translator.Instrument(request.Instrument),
                        Leverage(request.Leverage)
                    )
                ),
            static request => [request.Account]
        ),
        new CommandOperation<SetMarginModeRequest>(
            "accounts.set_margin_mode",
            Operations.ConfigureAccount,
            "PUT",
            "/accounts/{account}/margin_mode",
            "Chooses cross or isolated margin for an instrument.",
            static (request, translator) =>
                HostEntry.Of(
                    new SetMarginMode(
                        default,
                        translator.Account(request.Account),
                        translator.Instrument(request.Instrument),
                        request.MarginMode,
                        request.Leverage is { } leverage ? Leverage(leverage) : Values.Leverage.Unset
                    )
                ),
            static request => [request.Account]
        ),
        new CommandOperation<MoveIsolatedRequest>(
            "accounts.move_isolated_margin",
            Operations.ConfigureAccount,
            "POST",
            "/accounts/{account}/isolated_margin",
            "Moves collateral into an isolated position, or out of it.",
            static (request, translator) =>
            {
                var instrument = translator.Instrument(request.Instrument);
                var amount = translator.Money(request.Amount, translator.SettlementOf(instrument));
                return HostEntry.Of(new MoveIsolatedMargin(default, translator.Account(request.Account), instrument, amount));
            },
            static request => [request.Account]
        ),
        new CommandOperation<CollateralRequest>(
            "collateral.deposit",
            Operations.Deposit,
            "POST",
            "/accounts/{account}/deposits",
            "Books a deposit that has arrived.",
            static (request, translator) =>
            {
                var asset = translator.Asset(request.Asset);
                return HostEntry.Of(
                    new DepositCollateral(default, translator.Account(request.Account), asset, translator.Money(request.Amount, asset))
                );
            }
        ),
        new CommandOperation<CollateralRequest>(
            "collateral.withdraw",
            Operations.Withdraw,
            "POST",
            "/accounts/{account}/withdrawals",
            "Takes out free collateral.",
            static (request, translator) =>
            {
                var asset = translator.Asset(request.Asset);
                return HostEntry.Of(
                    new WithdrawCollateral(default, translator.Account(request.Account), asset, translator.Money(request.Amount, asset))
                );
            },
            static request => [request.Account]
        ),
        new CommandOperation<TransferRequest>(
            "collateral.transfer",
            Operations.Transfer,
            "POST",
            "/transfers",
            "Moves free collateral between two accounts of one owner.",
            static (request, translator) =>
            {
                var asset = translator.Asset(request.Asset);
                return HostEntry.Of(
                    new TransferCollateral(
                        default,
                        translator.Account(request.From, "from"),
                        translator.Account(request.To, "to"),
                        asset,
                        translator.Money(request.Amount, asset)
                    )
                );
            },
            static request => [request.From, request.To]
        ),
    ];

    /// <summary>Two digits after the point; zero would mean none chosen.</summary>
    private static Leverage Leverage(DecimalText leverage) =>
        leverage.TryToUnits(2, out var hundredths) && hundredths > 0 && hundredths <= int.MaxValue
            ? new((int)hundredths)
            : throw Refusals.Bad("leverage", "expected a leverage above zero with at most two digits after the point.");
}
