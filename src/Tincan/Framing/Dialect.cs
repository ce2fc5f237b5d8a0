namespace Tincan.Framing;

/// <summary>How a line ends on the wire.</summary>
public enum Dialect
{
    /// <summary>Not known yet: what arrives decides. Until then lines are sent as <see cref="Lf"/>.</summary>
    Auto,

    /// <summary>Text and <c>\n</c>.</summary>
    Lf,

    /// <summary>Text and <c>\r\n</c>.</summary>
    CrLf,

    /// <summary>Text and <c>\0</c>.</summary>
    Nul,

    /// <summary>Text and nothing after it: one send is one message, and silence ends it.</summary>
    Raw,
}

/// <summary>What each dialect puts on the wire.</summary>
public static class DialectExtensions
{
    /// <summary>The bytes that end a line.</summary>
    /// <param name="dialect">The dialect; one that is not known yet speaks as <see cref="Dialect.Lf"/>.</param>
    public static ReadOnlySpan<byte> Terminator(this Dialect dialect) => dialect switch
    {
        Dialect.Auto or Dialect.Lf => "\n"u8,
        Dialect.CrLf => "\r\n"u8,
        Dialect.Nul => "\0"u8,
        _ => default,
    };

    /// <summary>The word a person uses for it on a command line and reads in a log.</summary>
    /// <param name="dialect">The dialect.</param>
    public static string Word(this Dialect dialect) => dialect switch
    {
        Dialect.Auto => "auto",
        Dialect.Lf => "lf",
        Dialect.CrLf => "crlf",
        Dialect.Nul => "nul",
        _ => "raw",
    };

    /// <summary>The terminator as it is written in a sentence; <c>no line end</c> where there is none.</summary>
    /// <param name="dialect">The dialect.</param>
    public static string Spelled(this Dialect dialect) => dialect switch
    {
        Dialect.Auto or Dialect.Lf => "\\n",
        Dialect.CrLf => "\\r\\n",
        Dialect.Nul => "\\0",
        _ => "no line end",
    };
}
