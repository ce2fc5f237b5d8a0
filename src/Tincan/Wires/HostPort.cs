namespace Tincan.Wires;

/// <summary>A host name or address, and a port, as people write them: <c>host:port</c> or <c>[v6]:port</c>.</summary>
/// <param name="Host">A name, an IPv4 address, or an IPv6 address without brackets.</param>
/// <param name="Port">0 to 65535; 0 asks the system to choose when listening.</param>
public sealed record HostPort(string Host, int Port) : WireAddress
{
    /// <summary>The name that stands for all addresses of this machine.</summary>
    public const string AnyHost = "*";

    private const string TcpScheme = "tcp://";

    /// <summary>What is in no name and no address.</summary>
    private static readonly SearchValues<char> NoHost = SearchValues.Create(" \t\r\n/\\?#@\"'");

    /// <summary>Reads <c>host:port</c>, <c>[v6]:port</c> or <c>:port</c> (loopback), with or without <c>tcp://</c> before it.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="value">The result.</param>
    /// <param name="problem">What is wrong, in one sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out HostPort? value, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.StartsWith(TcpScheme, StringComparison.OrdinalIgnoreCase) ? text[TcpScheme.Length..].TrimEnd('/') : text;
        if (text.IndexOf("://", StringComparison.Ordinal) is var scheme and > 0)
        {
            // Not the whole of it: there may be a password in it.
            return Fail($"an address has no scheme such as '{text[..scheme]}://': write HOST:PORT", out value, out problem);
        }

        if (text.Contains('@', StringComparison.Ordinal))
        {
            return Fail("an address has no user and no password before an @: write HOST:PORT", out value, out problem);
        }

        if (text is ['[', .., ']'])
        {
            return Fail($"'{text}' has no port: write [ADDRESS]:PORT", out value, out problem);
        }

        var colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            return Fail($"'{text}' has no port: write HOST:PORT", out value, out problem);
        }

        var host = text[..colon];
        if (host.Contains(':', StringComparison.Ordinal) && !(host.StartsWith('[') && host.EndsWith(']')))
        {
            return Fail($"'{text}' is an IPv6 address without brackets: write [ADDRESS]:PORT", out value, out problem);
        }

        return TryCreate(host, text[(colon + 1)..], out value, out problem);
    }

    /// <summary>Takes a host (brackets around an IPv6 address are allowed) and a port that were written apart.</summary>
    /// <param name="host">The host; empty means loopback.</param>
    /// <param name="port">The port in decimal.</param>
    /// <param name="value">The result.</param>
    /// <param name="problem">What is wrong, in one sentence.</param>
    public static bool TryCreate(
        string host, string port, [NotNullWhen(true)] out HostPort? value, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > ushort.MaxValue)
        {
            return Fail($"'{port}' is not a port: write a number from 0 to 65535", out value, out problem);
        }

        var bare = host is ['[', .. var inner, ']'] ? inner : host;
        if (bare.AsSpan().ContainsAny('[', ']') || (bare.Length == 0 && host.Length > 0))
        {
            return Fail($"'{host}' is not a host: brackets go around an IPv6 address, [ADDRESS]:PORT", out value, out problem);
        }

        if (bare.AsSpan().ContainsAny(NoHost))
        {
            return Fail($"'{host}' is not a host: write a name or an address alone", out value, out problem);
        }

        if (IPAddress.TryParse(bare, out var literal) && literal is { IsIPv6LinkLocal: true, ScopeId: 0 })
        {
            return Fail($"'{bare}' is an address on every link of this machine: write its interface too, [{bare}%eth0]:PORT", out value, out problem);
        }

        value = new HostPort(bare.Length == 0 ? "127.0.0.1" : bare, number);
        problem = null;
        return true;
    }

    /// <summary>As it is written: <c>host:port</c>, with brackets around an IPv6 address.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static bool Fail(string sentence, out HostPort? value, out string? problem)
    {
        value = null;
        problem = sentence;
        return false;
    }
}
