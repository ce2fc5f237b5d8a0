using System.Net.Sockets;

namespace Tincan.Wires;

/// <summary>
/// The address of a Unix socket: <c>unix:/run/x.sock</c>, or <c>unix:@name</c> in Linux's abstract namespace. An abstract name has no file and so no
/// permissions: every user of the machine may connect.
/// </summary>
/// <param name="Path">The file's path, or <c>@</c> and an abstract name.</param>
public sealed record UnixAddress(string Path) : WireAddress
{
    /// <summary>The prefix of an address.</summary>
    public const string Scheme = "unix:";

    /// <summary>The maximum length of a path or name, in bytes of UTF-8 (unix(7)).</summary>
    public const int MaxPath = 107;

    /// <summary>Whether it is a name in the abstract namespace, not a file.</summary>
    public bool IsAbstract => Path is ['@', ..];

    internal UnixDomainSocketEndPoint EndPoint => new(IsAbstract ? $"\0{Path[1..]}" : Path);

    /// <summary>Parses <c>unix:PATH</c> or <c>unix:@NAME</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The result.</param>
    /// <param name="problem">What is wrong, in one sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out UnixAddress? value, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        var path = text.StartsWith(Scheme, StringComparison.Ordinal) ? text[Scheme.Length..] : "";
        var length = Encoding.UTF8.GetByteCount(path);
        problem = path is "" or "@" || path.Contains('\0', StringComparison.Ordinal)
                ? $"'{Escape.ForTerminal(text)}' is not a Unix socket: write unix:PATH, or unix:@NAME for an abstract one"
            : length > MaxPath ? $"'{text}' is too long: a Unix socket's path has at most {MaxPath} bytes, and this one has {length}"
            : null;
        value = problem is null ? new UnixAddress(path) : null;
        return problem is null;
    }

    /// <summary><c>unix:PATH</c>.</summary>
    public override string ToString() => Scheme + Path;
}
