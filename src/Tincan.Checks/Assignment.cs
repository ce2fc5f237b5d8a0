namespace Tincan.Checks;

/// <summary>Which side of a conversation a program is.</summary>
public enum Side
{
    /// <summary>The program accepts connections.</summary>
    Server,

    /// <summary>The program connects.</summary>
    Client,
}

/// <summary>What a program is to be, and what it finds where it is started: one side of one conversation.</summary>
/// <param name="Name"><c>reverse.server</c>.</param>
/// <param name="Side">Which side.</param>
/// <param name="Description">What the program is, in one sentence.</param>
/// <param name="Codec">Where messages end, for faults and ladders; null: a segment is a message.</param>
public abstract record Assignment(string Name, Side Side, string Description, MessageCodec? Codec)
{
    /// <summary>The files that the program finds in its folder, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>(StringComparer.Ordinal);

    /// <summary>The file in which a client may read what comes on its standard input as well. Defaults to null: there is none.</summary>
    public string? InputFile { get; init; }

    /// <summary>The file that a client may write its answers to. Defaults to null: they go to standard output.</summary>
    public string? OutputFile { get; init; }

    /// <summary>The usual name of the file that a server may keep what it answered in; judged only where a person names one. Defaults to null: it keeps none.</summary>
    public string? ServerOutputFile { get; init; }

    /// <summary>How many table servers stand behind the program; the case plays them. Defaults to 0.</summary>
    public int TableCount { get; init; }

    /// <summary>Lines of the conversation end as a dialect says; false where cases speak bytes: an echo, a greeting, the address book. Defaults to true.</summary>
    public bool HasLines { get; init; } = true;

    /// <summary>What differs between editions of the assignment. Defaults to none.</summary>
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];
}
