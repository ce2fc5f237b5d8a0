namespace Tincan.Drawing;

/// <summary>The options of a ladder.</summary>
public sealed record LadderOptions
{
    /// <summary>The minimum of <see cref="Width"/>.</summary>
    public const int MinWidth = 60;

    /// <summary>A style without colours.</summary>
    public static readonly LadderStyle Plain = static (text, _) => text;

    /// <summary>The width in columns, at least <see cref="MinWidth"/>. Defaults to 80.</summary>
    public int Width
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, MinWidth);
            field = value;
        }
    } = 80;

    /// <summary>The minimum length of a silence that gets a row. Defaults to one second.</summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The filter. Defaults to all rows.</summary>
    public EventFilter Filter { get; init; } = EventFilter.All;

    /// <summary>Whether to use only ASCII, and escape other bytes as <c>\xFF</c>. Defaults to false.</summary>
    public bool Ascii { get; init; }

    /// <summary>Whether to add a hex dump to each chunk. Defaults to false.</summary>
    public bool Hex { get; init; }

    /// <summary>The colours. Defaults to none.</summary>
    public LadderStyle Style { get; init; } = Plain;
}

/// <summary>Colours a part of a ladder for a terminal. It must not change its width.</summary>
/// <param name="text">The text of the part.</param>
/// <param name="ink">The kind of part.</param>
public delegate string LadderStyle(string text, LadderInk ink);

/// <summary>A kind of part of a ladder.</summary>
public enum LadderInk
{
    /// <summary>Lines, times and headings.</summary>
    Faint,

    /// <summary>Bytes from the client.</summary>
    Client,

    /// <summary>Bytes from the server.</summary>
    Server,

    /// <summary>The bars of messages.</summary>
    Message,

    /// <summary>A connect, a FIN, a close.</summary>
    Event,

    /// <summary>A silence, an RST, a timeout, a remark.</summary>
    Warning,

    /// <summary>A fault.</summary>
    Fault,
}
