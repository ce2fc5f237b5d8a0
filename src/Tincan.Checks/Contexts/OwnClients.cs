using Tincan.Checks.Targets;

namespace Tincan.Checks.Contexts;

/// <summary>A server program that runs a client of its own against itself, as a classroom's warm-up does.</summary>
/// <remarks>
/// Such a client is seen by its connection, or, if the server has stopped listening by then, by the error that it prints, which names a file and a line. Which of
/// the two a run shows depends on who is faster. So the clearest observation of all runs is reported, whichever was made first.
/// </remarks>
internal static class OwnClients
{
    private const string Words = "it runs a client of its own";

    private static readonly string[] Refused = ["ConnectionRefused", "ECONNREFUSED", "Connection refused"];

    /// <summary>A connection to the server that is not ours.</summary>
    public static string Connected(int port) => $"{Words} against port {port}";

    /// <summary>What to do about it.</summary>
    /// <param name="what">The observation.</param>
    public static string Note(string what) => $"{what}: leave that client out of the program that is checked, or it may take a connection that the check needs";

    /// <summary>Whether a note is about such a client.</summary>
    public static bool IsNoted(string note) => note.StartsWith(Words, StringComparison.Ordinal);

    /// <summary>The observation that says most about the client: one that names its file and line, if there is one. Null if there is none at all.</summary>
    /// <param name="observations">Those that were made, and null for what showed none.</param>
    public static string? Clearest(params IEnumerable<string?> observations) => observations.Where(static one => one is not null).MaxBy(NamesPlace);

    /// <summary>What is to be added to notes about observations that were made later; null if the notes say as much.</summary>
    public static string? Later(IReadOnlyList<string> notes, params IEnumerable<string?> observations) =>
        Clearest(observations) is not { } clearest ? null
        : notes.FirstOrDefault(IsNoted) is not { } noted ? Note(clearest)
        : NamesPlace(clearest) && !NamesPlace(noted) ? clearest
        : null;

    /// <summary>The clearest observation of a run; null if it has shown no such client.</summary>
    /// <param name="context">The run.</param>
    /// <param name="output">What the program wrote.</param>
    public static string? In(CaseContext context, string output) => Clearest(context.HadOwnClient ? context.OwnClientNote : null, InError(context.Assignment, output));

    private static string? InError(Assignment assignment, string output) =>
        assignment is { Side: Side.Server, TableCount: 0 } && ReportedError.Of(output) is { } words && Array.Exists(Refused, part => words.Message.Contains(part, StringComparison.Ordinal))
            ? $"{Words}{(words.Location is { } where ? $" ({where})" : "")}, which could not connect"
            : null;

    private static bool NamesPlace(string? observation) => observation?.StartsWith($"{Words} (", StringComparison.Ordinal) == true;
}
