using Tincan.Checks.Pages;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Address book clients with one bug each.</summary>
internal static class BookClientMutants
{
    private static readonly ClassroomLookup Good = new();

    private static readonly string[] Perturbed = ["found", "not-found", "many", "length-in-bytes", "unicode-name", "last-line"];

    /// <summary>Cases in which the client writes a name.</summary>
    private static readonly string[] Writing = [.. Perturbed, "long-address", "unsigned-address", "unsigned-name", "closed-after-each", "not-understood", "late-reply", "split-reply", "reply-and-end"];

    /// <summary>Cases in which the client gets no whole answer, and closes.</summary>
    private static readonly string[] Failing = ["early-close", "early-close-fails", "half-reply", "half-reply-fails", "wrong-reply"];

    /// <summary>Cases in which the client sends an address.</summary>
    private static readonly string[] Asking = [.. Writing, "one-connection", "blank-line-ends", "eof-ends", "wrong-type", .. Failing, "reset"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("one-recv", "assumes that one recv returns exactly one answer", Good with { OneRecv = true }, [.. Perturbed, "long-address", "unsigned-address", "unsigned-name", "closed-after-each", "split-reply", "half-reply-fails"]),
        New("counts-characters", "sends the length in characters, not in bytes", Good with { CountsCharacters = true }, "length-in-bytes"),
        New("wrong-byte-order", "sends the length before the type", Good with { SwapsHeader = true }, [.. Asking]),
        New("short-buffer", "truncates addresses to 64 bytes", Good with { AddressBuffer = 64 }, "long-address", "unsigned-address"),
        New("signed-address", "crashes on a length over 127", Good with { MaxAddress = 127 }, "unsigned-address"),
        New("signed-name", "reads the length as a signed byte", Good with { ReadsSigned = true }, "unsigned-name"),
        New("no-404", "treats 'Error 404' as a name", Good with { KnowsMissing = false }, "not-found", "many"),
        New("no-errors", "treats the error for unknown messages as a name", Good with { KnowsError = false }, "not-understood"),
        New("any-type", "ignores the message type", Good with { ChecksType = false }, "wrong-type"),
        New("one-connection-only", "does not reconnect after the server has closed", Good with { Reconnects = false }, "closed-after-each"),
        New("connects-each-time", "opens a new connection for each address", Good with { ConnectsEachTime = true }, "one-connection"),
        New("first-only", "sends only the first address", Good with { MaxQuestions = 1 }, "many", "closed-after-each", "one-connection", "last-line"),
        New("no-blank-end", "continues after a blank line", Good with { EndsAtBlank = false }, "blank-line-ends"),
        New("stays", "does not close at the end of its input", Good with { StaysOpen = true }, [.. Writing, "eof-ends", "blank-line-ends"]),
        New("fails-at-eof", "crashes at the end of its input, like Python's input()", Good with { FailsAtEnd = true }, "eof-ends"),
        New("hangs-at-the-end", "hangs when it does not receive a valid answer", Good with { Hangs = true }, ["wrong-type", .. Failing]),
        New("succeeds-always", "always exits with code 0", Good with { SucceedsAlways = true }, "early-close-fails", "half-reply-fails", "reset", "refused"),
    ];

    private static Mutant New(string name, string bug, ClassroomLookup client, params string[] caughtBy) =>
        Mutant.Of(PageSuite.OfLibrary("book.client"), name, bug, new HostedClient(client.RunAsync), caughtBy);
}
