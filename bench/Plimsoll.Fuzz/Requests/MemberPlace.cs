namespace Plimsoll.Fuzz.Requests;

/// <summary>Where a member of a request stands in REST.</summary>
internal enum MemberPlace
{
    Path,
    Query,
    Body,
}
