using Tincan.Checks.Targets;

namespace Tincan.Checks.Contexts;

/// <summary>Recognises a server program that runs a client against itself, such as the warm-up programs of a class.</summary>
/// <remarks>
/// The client is recognised by its connection. If the server has already stopped listening, the client prints an error instead, which names a file and a line.
/// Which one a run shows depends on timing. So the most precise observation of all runs is reported.
/// </remarks>
internal static class OwnClients
{
    private const string Prefix = "it runs a client of its own";

    private static readonly string[] Refused = ["ConnectionRefused", "ECONNREFUSED", "Connection refused"];

    /// <summary>The observation of a connection that is not ours.</summary>
    public static string Connected(int port) => $"{Prefix} against port {port}";

    /// <summary>Adds advice to an observation.</summary>
    /// <param name="what">The observation.</param>
    public static string Note(string what) => $"{what}: leave that client out of the program that is checked, or it may take a connection that the check needs";

    /// <summary>Whether a note is about such a client.</summary>
    public static bool IsNoted(string note) => note.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The most precise observation: one with a file and a line, if there is one. Null if there is none at all.</summary>
    /// <param name="observations">The observations; null entries are ignored.</param>
    public static string? MostPrecise(params IEnumerable<string?> observations) => observations.Where(static one => one is not null).MaxBy(HasLocation);

    /// <summary>The note to add for later observations; null if the notes already say as much.</summary>
    public static string? AdditionalNote(IReadOnlyList<string> notes, params IEnumerable<string?> observations) =>
        MostPrecise(observations) is not { } best ? null
        : notes.FirstOrDefault(IsNoted) is not { } noted ? Note(best)
        : HasLocation(best) && !HasLocation(noted) ? best
        : null;

    /// <summary>The most precise observation of a run; null if there is none.</summary>
    /// <param name="context">The run.</param>
    /// <param name="output">The output of the program.</param>
    public static string? Observe(CaseContext context, string output) => MostPrecise(context.HadOwnClient ? context.OwnClientNote : null, InError(context.Assignment, output));

    private static string? InError(Assignment assignment, string output) =>
        assignment is { Side: Side.Server, TableCount: 0 } && ReportedError.Of(output) is { } error && Array.Exists(Refused, part => error.Message.Contains(part, StringComparison.Ordinal))
            ? $"{Prefix}{(error.Location is { } where ? $" ({where})" : "")}, which could not connect"
            : null;

    private static bool HasLocation(string? observation) => observation?.StartsWith($"{Prefix} (", StringComparison.Ordinal) == true;
}
