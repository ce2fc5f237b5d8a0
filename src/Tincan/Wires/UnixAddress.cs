using System.Net.Sockets;

namespace Tincan.Wires;

/// <summary>
/// A Unix socket, as people write it: <c>unix:/run/x.sock</c>, or <c>unix:@name</c> in Linux's abstract namespace, where there is no file and so no
/// permission: every user of the machine may connect.
/// </summary>
/// <param name="Path">The file, relative to the working directory unless it begins with <c>/</c>; or <c>@</c> and an abstract name.</param>
public sealed record UnixAddress(string Path) : WireAddress
{
    /// <summary>What a Unix socket's address begins with.</summary>
    public const string Scheme = "unix:";

    /// <summary>How many bytes a path or name may have in UTF-8: what the system's address has room for (unix(7)).</summary>
    public const int MaxPath = 107;

    /// <summary>It is a name in the abstract namespace, and no file.</summary>
    public bool IsAbstract => Path is ['@', ..];

    internal UnixDomainSocketEndPoint EndPoint => new(IsAbstract ? $"\0{Path[1..]}" : Path);

    /// <summary>Reads <c>unix:PATH</c> or <c>unix:@NAME</c>.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="value">The result.</param>
    /// <param name="problem">What is wrong, in one sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out UnixAddress? value, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        value = null;
        if (!text.StartsWith(Scheme, StringComparison.Ordinal) || text[Scheme.Length..] is "" or "@" || text.Contains('\0', StringComparison.Ordinal))
        {
            problem = $"'{Escape.ForTerminal(text)}' names no socket: write unix:PATH, or unix:@NAME for an abstract one";
            return false;
        }

        var path = text[Scheme.Length..];
        var length = Encoding.UTF8.GetByteCount(path);
        if (length > MaxPath)
        {
            problem = $"'{text}' is too long: a Unix socket's path has at most {MaxPath} bytes, and this one has {length}";
            return false;
        }

        value = new UnixAddress(path);
        problem = null;
        return true;
    }

    /// <summary>As it is written: <c>unix:PATH</c>.</summary>
    public override string ToString() => Scheme + Path;
}
