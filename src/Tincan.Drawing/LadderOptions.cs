namespace Tincan.Drawing;

/// <summary>How a ladder is drawn in text.</summary>
public sealed record LadderOptions
{
    /// <summary>The narrowest ladder that can be read.</summary>
    public const int MinWidth = 60;

    /// <summary>How many columns it may take, from <see cref="MinWidth"/>. Defaults to 80.</summary>
    public int Width
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, MinWidth);
            field = value;
        }
    } = 80;

    /// <summary>How long a silence is worth a row. Defaults to one second.</summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Which rows are drawn. Defaults to all.</summary>
    public EventFilter Filter { get; init; } = EventFilter.All;

    /// <summary>Draws with ASCII alone, and shows every other byte as <c>\xFF</c>. Defaults to UTF-8.</summary>
    public bool Ascii { get; init; }

    /// <summary>Puts a hex dump of all bytes under each segment.</summary>
    public bool Hex { get; init; }

    /// <summary>Colours; defaults to none.</summary>
    public LadderStyle Style { get; init; } = static (text, _) => text;
}

/// <summary>Colours a piece of a ladder for a terminal. It must not change how many columns the piece takes.</summary>
/// <param name="text">The piece.</param>
/// <param name="ink">What it is.</param>
public delegate string LadderStyle(string text, LadderInk ink);

/// <summary>What a piece of a ladder is.</summary>
public enum LadderInk
{
    /// <summary>Lines, times, and what is only there for orientation.</summary>
    Faint,

    /// <summary>What the client said.</summary>
    Client,

    /// <summary>What the server said.</summary>
    Server,

    /// <summary>The bars of messages.</summary>
    Message,

    /// <summary>A FIN, an opening, a closing.</summary>
    Event,

    /// <summary>A silence, a reset, a timeout, a loss.</summary>
    Warning,

    /// <summary>A fault that was done.</summary>
    Fault,
}
