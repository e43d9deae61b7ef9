using System.Collections.Frozen;

namespace Plimsoll.Server.Problems;

/// <summary>The table of problems: one row for each code.</summary>
public static class ProblemKinds
{
    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<ProblemKind> Table { get; } =
    [
        new(ProblemCode.MalformedJson, "malformed_json", 400, "The body is not well-formed JSON.", "Mend it at the position given."),
        new(
            ProblemCode.UnknownMember,
            "unknown_member",
            400,
            "There is no such member.",
            "Leave it out, or see the reference for its name."
        ),
        new(ProblemCode.MissingMember, "missing_member", 400, "A member is missing.", "Send it; the reference says what it means."),
        new(ProblemCode.BadValue, "bad_value", 400, "A value cannot be taken.", "Send a value as the reference states."),
        new(ProblemCode.DuplicateMember, "duplicate_member", 400, "A member stands twice.", "Send it once."),
        new(ProblemCode.TooDeep, "too_deep", 400, "The JSON is nested too deeply.", "Send it flatter."),
        new(ProblemCode.TooLarge, "too_large", 413, "The body is too large.", "Send less at once, in several requests."),
        new(
            ProblemCode.WrongContentType,
            "wrong_content_type",
            415,
            "The body is of a type that is not read here.",
            "Send application/json in UTF-8."
        ),
        new(
            ProblemCode.UnknownRoute,
            "unknown_route",
            404,
            "There is nothing at this address.",
            "GET /reference shows the addresses there are."
        ),
        new(
            ProblemCode.WrongMethod,
            "wrong_method",
            405,
            "This address does not know the method.",
            "Use a method that the header Allow lists."
        ),
        new(ProblemCode.BadParameter, "bad_parameter", 400, "A parameter cannot be taken.", "Send a value as the reference states."),
        new(ProblemCode.BadRequest, "bad_request", 400, "The request is not well formed.", "Check it against HTTP/1.1 or HTTP/2."),
        new(ProblemCode.RequestTimeout, "request_timeout", 408, "The request came too slowly.", "Send it again."),
        new(ProblemCode.NotFound, "not_found", 404, "What was asked for is not there.", "Check its name."),
        new(ProblemCode.Conflict, "conflict", 409, "It contradicts what is there already.", "Read the present state and decide again."),
        new(ProblemCode.Gone, "gone", 410, "What was asked for is not kept any more.", "Begin with what is told to be the first there is."),
        new(
            ProblemCode.NothingChanges,
            "nothing_changes",
            422,
            "What is asked for is in force already.",
            "Name at least one field with another value than it has."
        ),
        new(
            ProblemCode.KeyRequired,
            "key_required",
            401,
            "No key was sent.",
            "Send the header Authorization: Bearer plim_ID_SECRET, or sign the request. An administrator makes keys: POST /api/v1/keys."
        ),
        new(ProblemCode.BadCredentials, "bad_credentials", 401, "The key is not good.", "Check the key."),
        new(
            ProblemCode.NotAllowed,
            "not_allowed",
            403,
            "The key's roles do not allow this.",
            "Ask an administrator for a key with the role."
        ),
        new(
            ProblemCode.NotOwnAccount,
            "not_own_account",
            403,
            "The account is not one of the key's own.",
            "Ask an administrator to add it."
        ),
        new(ProblemCode.SignatureRequired, "signature_required", 401, "This key is for signed requests.", "Sign the request."),
        new(ProblemCode.KeyCannotSign, "key_cannot_sign", 401, "This key is not for signed requests.", "Send it as a bearer key."),
        new(ProblemCode.OutsideWindow, "outside_window", 401, "The request's time is too far from the server's.", "Set the clock."),
        new(ProblemCode.NonceReplayed, "nonce_replayed", 401, "The nonce was used before.", "Use a new one."),
        new(ProblemCode.LoopbackOnly, "loopback_only", 403, "This key works from the server's own machine alone.", "Use it there."),
        new(ProblemCode.SealingKeyLost, "sealing_key_lost", 503, "The server cannot check this key's signatures.", "Ask an administrator."),
        new(ProblemCode.TooManyRequests, "too_many_requests", 429, "The key sends too many requests.", "Wait for the time in Retry-After."),
        new(
            ProblemCode.TooManyFailures,
            "too_many_failures",
            429,
            "Too many failed authentications.",
            "Mend the key, and wait for the time in Retry-After."
        ),
        new(ProblemCode.TooManyNonces, "too_many_nonces", 503, "Too many signed requests at once.", "Wait for the time in Retry-After."),
        new(ProblemCode.Busy, "busy", 503, "The server has too much to do.", "Wait for the time in Retry-After. Nothing was changed."),
        new(
            ProblemCode.SignedBeforeStart,
            "signed_before_start",
            503,
            "The request may have been signed before the server started.",
            "Wait for the time in Retry-After, and sign again with the present time."
        ),
        new(ProblemCode.Internal, "internal", 500, "The server made a mistake.", "Report it with its traceId."),
        new(ProblemCode.Unavailable, "unavailable", 503, "The server cannot do this now.", "Try again later; /health/ready says when."),
    ];

    private static readonly FrozenDictionary<ProblemCode, ProblemKind> ByCode = Table.ToFrozenDictionary(kind => kind.Code);

    /// <summary>The row of a code.</summary>
    public static ProblemKind Of(ProblemCode code) => ByCode[code];

    /// <summary>The code that a bare HTTP status stands for.</summary>
    public static ProblemCode OfStatus(int status) =>
        status switch
        {
            401 => ProblemCode.KeyRequired,
            403 => ProblemCode.NotAllowed,
            404 => ProblemCode.UnknownRoute,
            405 => ProblemCode.WrongMethod,
            408 => ProblemCode.RequestTimeout,
            409 => ProblemCode.Conflict,
            413 => ProblemCode.TooLarge,
            415 => ProblemCode.WrongContentType,
            429 => ProblemCode.TooManyRequests,
            503 => ProblemCode.Unavailable,
            >= 500 => ProblemCode.Internal,
            _ => ProblemCode.BadRequest,
        };
}
