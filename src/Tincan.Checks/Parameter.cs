namespace Tincan.Checks;

/// <summary>Something about a program that its edition of the assignment decides; a person sets it with <c>--set NAME=VALUE</c>.</summary>
/// <param name="Name">Of one assignment; lower case, with hyphens.</param>
/// <param name="Meaning">What it is, in one sentence.</param>
/// <param name="Default">What the suite states.</param>
public sealed record Parameter(string Name, string Meaning, string Default)
{
    /// <summary>The values there are. Defaults to none: any text.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The value is a port, 1 to 65535; 0 for any that is free. Defaults to false.</summary>
    public bool IsPort { get; init; }

    /// <summary>The value is a number of bytes, 0 to 65535. Defaults to false.</summary>
    public bool IsSize { get; init; }

    /// <summary>No edition of an assignment asks for anything but the default. Defaults to false.</summary>
    internal bool IsBug { get; init; }

    /// <summary>What the text has to have in it, such as <c>{name}</c>. Defaults to null: nothing.</summary>
    public string? Placeholder { get; init; }

    /// <summary>The ids of the cases that are about it: they alone fail if a program differs. Defaults to none.</summary>
    public IReadOnlyList<string> Cases { get; init; } = [];

    /// <summary>What a program has to do to be as the suite states it, without a full stop. Defaults to null: have the default.</summary>
    internal string? Remedy { get; init; }

    /// <summary>The values there are, for a person.</summary>
    public string Form => Choices.Count > 0 ? string.Join('|', Choices) : IsPort ? "PORT" : IsSize ? "BYTES" : "TEXT";

    /// <summary>A value as a person sets it in a shell, after <c>--set</c>.</summary>
    /// <param name="value">Which.</param>
    internal string ToShell(string value)
    {
        var text = value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal);
        return text.All(static letter => char.IsAsciiLetterOrDigit(letter) || "-_./:,@".Contains(letter, StringComparison.Ordinal))
            ? $"{Name}={text}"
            : $"'{Name}={text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }

    /// <summary>What is wrong with a value, without a full stop; null if nothing is.</summary>
    /// <param name="value">As it was written.</param>
    public string? Problem(string value)
    {
        return Choices.Count > 0 && !Choices.Contains(value) ? $"{Name} is one of {string.Join(", ", Choices)}, not '{value}'"
            : IsPort && !ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"{Name} is a port from 0 to 65535, not '{value}'"
            : IsSize && !ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"{Name} is a number of bytes from 0 to 65535, not '{value}'"
            : Placeholder is { } hole && !value.Contains(hole, StringComparison.Ordinal) ? $"{Name} has to have {hole} in it, as in '{Default}'"
            : null;
    }
}
