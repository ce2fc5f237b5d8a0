namespace Tincan.Wires;

/// <summary>A host and a port, written <c>host:port</c> or <c>[v6]:port</c>.</summary>
/// <param name="Host">A name, an IPv4 address, or an IPv6 address without brackets.</param>
/// <param name="Port">0 to 65535. A listener on port 0 gets a free port from the system.</param>
public sealed record HostPort(string Host, int Port) : WireAddress
{
    /// <summary>The host that means all addresses of this machine.</summary>
    public const string AnyHost = "*";

    private const string TcpScheme = "tcp://";

    private static readonly SearchValues<char> InvalidInHost = SearchValues.Create(" \t\r\n/\\?#@\"'");

    /// <summary>Parses <c>host:port</c>, <c>[v6]:port</c> or <c>:port</c> (loopback), each with an optional <c>tcp://</c> prefix.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The result.</param>
    /// <param name="problem">What is wrong, in one sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out HostPort? value, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.StartsWith(TcpScheme, StringComparison.OrdinalIgnoreCase) ? text[TcpScheme.Length..].TrimEnd('/') : text;
        if (text.IndexOf("://", StringComparison.Ordinal) is var scheme and > 0)
        {
            // Only the scheme: the rest may contain a password.
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

    /// <summary>Parses a host and a port that were given separately. An IPv6 address may have brackets.</summary>
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

        if (bare.AsSpan().ContainsAny(InvalidInHost))
        {
            return Fail($"'{host}' is not a host: write only a name or an address", out value, out problem);
        }

        if (IPAddress.TryParse(bare, out var literal) && literal is { IsIPv6LinkLocal: true, ScopeId: 0 })
        {
            return Fail($"'{bare}' is a link-local address: add the interface, [{bare}%eth0]:PORT", out value, out problem);
        }

        value = new HostPort(bare.Length == 0 ? "127.0.0.1" : bare, number);
        problem = null;
        return true;
    }

    /// <summary><c>host:port</c>, with brackets around an IPv6 address.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static bool Fail(string message, out HostPort? value, out string? problem)
    {
        value = null;
        problem = message;
        return false;
    }
}
