namespace Tincan.Drawing;

/// <summary>The characters that a ladder is drawn with.</summary>
internal sealed record LadderGlyphs
{
    public static LadderGlyphs Utf8 { get; } = new();

    public static LadderGlyphs Ascii { get; } = new()
    {
        Side = '|',
        Top = '+',
        Bottom = '+',
        Silence = ':',
        Line = '-',
        Strong = '=',
        ToRight = '>',
        ToLeft = '<',
        Begin = '[',
        End = ']',
        One = '|',
        Nul = "\\0",
        More = "...",
    };

    public char Side { get; init; } = '│';

    public char Top { get; init; } = '┬';

    public char Bottom { get; init; } = '┴';

    public char Silence { get; init; } = '┆';

    public char Line { get; init; } = '─';

    /// <summary>The line of an arrow that carries no bytes: FIN, RST.</summary>
    public char Strong { get; init; } = '═';

    public char ToRight { get; init; } = '▶';

    public char ToLeft { get; init; } = '◀';

    /// <summary>A message begins here.</summary>
    public char Begin { get; init; } = '╭';

    /// <summary>A message ends here.</summary>
    public char End { get; init; } = '╮';

    /// <summary>A message that is one column wide.</summary>
    public char One { get; init; } = '│';

    public string Nul { get; init; } = "␀";

    public string More { get; init; } = "…";
}
