namespace Tincan.Framing;

/// <summary>How a line ends on the wire.</summary>
public enum Dialect
{
    /// <summary>Detected from what arrives. Until then, lines are sent as <see cref="Lf"/>.</summary>
    Auto,

    /// <summary>Text and <c>\n</c>.</summary>
    Lf,

    /// <summary>Text and <c>\r\n</c>.</summary>
    CrLf,

    /// <summary>Text and <c>\0</c>.</summary>
    Nul,

    /// <summary>Text without a terminator: one send is one message, and silence ends it.</summary>
    Raw,
}

/// <summary>The terminator and the names of each dialect.</summary>
public static class DialectExtensions
{
    /// <summary>The bytes that end a line.</summary>
    /// <param name="dialect">The dialect; <see cref="Dialect.Auto"/> has the terminator of <see cref="Dialect.Lf"/>.</param>
    public static ReadOnlySpan<byte> Terminator(this Dialect dialect) => dialect switch
    {
        Dialect.Auto or Dialect.Lf => "\n"u8,
        Dialect.CrLf => "\r\n"u8,
        Dialect.Nul => "\0"u8,
        _ => default,
    };

    /// <summary>The dialect's name on a command line and in a log.</summary>
    /// <param name="dialect">The dialect.</param>
    public static string Word(this Dialect dialect) => dialect switch
    {
        Dialect.Auto => "auto",
        Dialect.Lf => "lf",
        Dialect.CrLf => "crlf",
        Dialect.Nul => "nul",
        _ => "raw",
    };

    /// <summary>The terminator as text for a sentence; <c>no line end</c> if there is none.</summary>
    /// <param name="dialect">The dialect.</param>
    public static string Spelled(this Dialect dialect) => dialect switch
    {
        Dialect.Auto or Dialect.Lf => "\\n",
        Dialect.CrLf => "\\r\\n",
        Dialect.Nul => "\\0",
        _ => "no line end",
    };
}
