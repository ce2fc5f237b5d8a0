namespace Tincan.Checks;

/// <summary>Something that editions of an assignment define differently. The user sets it with <c>--set NAME=VALUE</c>.</summary>
/// <param name="Name">The name, in lower case with hyphens, unique within an assignment.</param>
/// <param name="Meaning">One sentence that explains it.</param>
/// <param name="Default">The value that the suite expects.</param>
public sealed record Parameter(string Name, string Meaning, string Default)
{
    /// <summary>The allowed values. Defaults to none: any text.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether the value is a port, 1 to 65535, or 0 for any free port. Defaults to false.</summary>
    public bool IsPort { get; init; }

    /// <summary>Whether the value is a number of bytes, 0 to 65535. Defaults to false.</summary>
    public bool IsSize { get; init; }

    /// <summary>Whether the value is a number of seconds. Defaults to false.</summary>
    public bool IsSeconds { get; init; }

    /// <summary>Whether any other value is a bug, because no edition of the assignment asks for it. Defaults to false.</summary>
    internal bool IsBug { get; init; }

    /// <summary>Text that the value must contain, such as <c>{name}</c>. Defaults to null: none.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The ids of the cases about this parameter: the only ones that fail if a program has another value. Defaults to none.</summary>
    public IReadOnlyList<string> Cases { get; init; } = [];

    /// <summary>What the author should change to get the default value, without a full stop. Defaults to null: reports name the default.</summary>
    internal string? Remedy { get; init; }

    /// <summary>The form of the value in help texts.</summary>
    public string Form => Choices.Count > 0 ? string.Join('|', Choices) : IsPort ? "PORT" : IsSize ? "BYTES" : IsSeconds ? "SECONDS" : "TEXT";

    /// <summary>Its meaning and its default, for help.</summary>
    public string Help => $"{Meaning} Default: {(Default.Length > 0 ? Default : "\"\"")}";

    /// <summary>Formats a value for a shell command line, to follow <c>--set</c>.</summary>
    /// <param name="value">The value.</param>
    internal string ToShell(string value) => Shell.Quote($"{Name}={Escaped(value)}");

    /// <summary>A value on one line, as <c>--set</c> takes it.</summary>
    /// <param name="value">The value.</param>
    public static string Escaped(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\0", "\\0", StringComparison.Ordinal);

    /// <summary>Validates a value. Returns the problem without a full stop, or null.</summary>
    /// <param name="value">The value as the user wrote it.</param>
    public string? Problem(string value) =>
        Choices.Count > 0 && !Choices.Contains(value) ? $"{Name} is one of {string.Join(", ", Choices)}, not '{value}'"
            : IsPort && !ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"{Name} is a port from 0 to 65535, not '{value}'"
            : IsSize && !ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"{Name} is a number of bytes from 0 to 65535, not '{value}'"
            : IsSeconds && !decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) ? $"{Name} is a number of seconds, not '{value}'"
            : Placeholder is { } hole && !value.Contains(hole, StringComparison.Ordinal) ? $"{Name} has to have {hole} in it, as in '{Default}'"
            : null;
}
