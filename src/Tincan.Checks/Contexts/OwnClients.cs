using Tincan.Checks.Targets;

namespace Tincan.Checks.Contexts;

/// <summary>A server program that runs a client of its own against itself, as a classroom's warm-up does.</summary>
internal static class OwnClients
{
    /// <summary>How every sentence about one begins.</summary>
    public const string Words = "it runs a client of its own";

    private static readonly string[] Refused = ["ConnectionRefused", "ECONNREFUSED", "Connection refused"];

    /// <summary>What there is to do about it.</summary>
    /// <param name="what">What was seen of it.</param>
    public static string Note(string what) => $"{what}: leave that client out of the program that is checked, or it may take a connection that the check needs";

    /// <summary>That a run has shown one; null if it has not. It may come late, after the server has stopped listening, and fail.</summary>
    public static string? In(CaseContext context, string talk) =>
        context.HadOwnClient ? context.OwnClientWords
        : context.Assignment is { Side: Side.Server, Tables: 0 } && LastWords.Of(talk) is { } words && Array.Exists(Refused, part => words.Message.Contains(part, StringComparison.Ordinal))
            ? $"{Words}{(words.Where is { } where ? $" ({where})" : "")}, which could not connect"
        : null;
}
