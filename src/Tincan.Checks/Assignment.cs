using Tincan.Parsing;

namespace Tincan.Checks;

/// <summary>The side of a protocol that a program implements.</summary>
public enum Side
{
    /// <summary>The program accepts connections.</summary>
    Server,

    /// <summary>The program connects.</summary>
    Client,
}

/// <summary>The program that an assignment asks for: one side of one protocol, and the files that it finds in its folder.</summary>
/// <param name="Name">The protocol and the side, as in <c>reverse.server</c>.</param>
/// <param name="Side">The side that the program implements.</param>
/// <param name="Description">One sentence about the program.</param>
/// <param name="Codec">Finds message boundaries, for faults and ladders; null if every read counts as a message.</param>
public abstract record Assignment(string Name, Side Side, string Description, MessageCodec? Codec)
{
    /// <summary>The files in the program's folder, by name. Defaults to none.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>(StringComparer.Ordinal);

    /// <summary>A file with the same content as the standard input of a client. Defaults to null: there is no such file.</summary>
    public string? InputFile { get; init; }

    /// <summary>The file that a client may write its answers to. Defaults to null: it writes them to standard output.</summary>
    public string? OutputFile { get; init; }

    /// <summary>
    /// The usual name of the file in which a server may log its answers. It is checked only if the user names it. Defaults to null: there is no such file.
    /// </summary>
    public string? ServerOutputFile { get; init; }

    /// <summary>What is typed at the keyboard of a server, in all cases together. Defaults to none.</summary>
    public IReadOnlyList<string> TypedLines { get; init; } = [];

    /// <summary>How many table servers the program needs; the case plays them. Defaults to 0.</summary>
    public int TableCount { get; init; }

    /// <summary>Whether messages are lines that end as the dialect says. False if the cases send bytes: echo, greeting, address book. Defaults to true.</summary>
    public bool HasLines { get; init; } = true;

    /// <summary>What differs between editions of the assignment. Defaults to none.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    /// <summary>How long a resolver waits for its table servers: the value of the parameter that is a time, or 5 s as in the assignment.</summary>
    internal TimeSpan DeadlineOf(CheckOptions options) => TableCount > 0 && Parameters.FirstOrDefault(static one => one.IsSeconds) is { } time
        ? TimeSpan.FromSeconds((double)Math.Min(decimal.Parse(options.ValueOf(time), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), (decimal)TimeText.Most.TotalSeconds))
        : TimeSpan.FromSeconds(5);
}
