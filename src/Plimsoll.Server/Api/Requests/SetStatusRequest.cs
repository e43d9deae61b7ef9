using Plimsoll.Engine.Accounts;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Sets what an account may do.</summary>
/// <param name="Account">Its name.</param>
/// <param name="Status">Active, only reducing, or frozen.</param>
public sealed record SetStatusRequest(string Account, AccountStatus Status);
