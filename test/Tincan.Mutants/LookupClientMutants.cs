using Tincan.Checks.Suites;
using Tincan.Mutants.Programs;

namespace Tincan.Mutants;

/// <summary>Clients of an address book with a bug each.</summary>
internal static class LookupClientMutants
{
    private static readonly ClassroomLookup Good = new();

    private static readonly string[] Perturbed = ["found", "not-found", "many", "length-in-bytes", "unicode-name", "last-line"];

    /// <summary>Everything in which a name is written.</summary>
    private static readonly string[] Writing = [.. Perturbed, "long-address", "unsigned-address", "unsigned-name", "two-segments", "closed-after-each", "not-understood"];

    /// <summary>Everything in which an address is asked for.</summary>
    private static readonly string[] Asking = [.. Writing, "one-connection", "blank-line-ends", "eof-ends", "wrong-type", "early-close", "early-close-fails"];

    public static IReadOnlyList<Mutant> All { get; } =
    [
        New("one-recv", "takes what one recv returns for an answer", Good with { TakesOneRecv = true }, [.. Perturbed, "two-segments", "early-close-fails"]),
        New("counts-characters", "writes the number of characters for that of bytes", Good with { CountsCharacters = true }, "length-in-bytes"),
        New("wrong-byte-order", "sends the length before the type", Good with { SwapsHeader = true }, [.. Asking]),
        New("short-buffer", "cuts an address to 64 bytes", Good with { AddressBuffer = 64 }, "long-address", "unsigned-address"),
        New("signed-address", "cannot write a length over 127", Good with { MaxAddress = 127 }, "unsigned-address"),
        New("signed-name", "reads the length as a signed byte", Good with { ReadsSigned = true }, "unsigned-name"),
        New("no-404", "takes 'Error 404' for a name", Good with { KnowsMissing = false }, "not-found", "many"),
        New("no-errors", "takes the other error for a name", Good with { KnowsError = false }, "not-understood"),
        New("any-type", "does not look at the type", Good with { LooksAtType = false }, "wrong-type"),
        New("one-connection-only", "does not connect again when the server has closed", Good with { Reconnects = false }, "closed-after-each"),
        New("connects-each-time", "opens a connection for each address", Good with { ConnectsEachTime = true }, "one-connection"),
        New("first-only", "asks for the first address only", Good with { MaxQuestions = 1 }, "many", "closed-after-each", "one-connection", "last-line"),
        New("no-blank-end", "goes on behind a blank line", Good with { EndsAtBlank = false }, "blank-line-ends"),
        New("stays", "keeps the connection when its input has ended", Good with { Stays = true }, [.. Writing, "eof-ends", "blank-line-ends"]),
        New("fails-at-eof", "ends with an error at the end of its input, as input() does", Good with { FailsAtEnd = true }, "eof-ends"),
        New("hangs-at-the-end", "waits for more when what came is no answer", Good with { Hangs = true }, "wrong-type", "early-close", "early-close-fails"),
        New("succeeds-always", "ends with exit code 0 whatever happens", Good with { SucceedsAlways = true }, "early-close-fails", "refused"),
    ];

    private static Mutant New(string name, string bug, ClassroomLookup client, params string[] caughtBy) =>
        Mutant.Of(LookupClientSuite.Suite, name, bug, new HostedClient(client.RunAsync), caughtBy);
}
