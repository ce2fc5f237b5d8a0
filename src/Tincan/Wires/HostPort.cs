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
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var colon = text.LastIndexOf(':');

        // Only the scheme is shown: the rest may contain a password.
        problem = scheme > 0 ? $"an address has no scheme such as '{text[..scheme]}://': write HOST:PORT"
            : text.Contains('@', StringComparison.Ordinal) ? "an address has no user and no password before an @: write HOST:PORT"
            : text is ['[', .., ']'] ? $"'{text}' has no port: write [ADDRESS]:PORT"
            : colon < 0 ? $"'{text}' has no port: write HOST:PORT"
            : text[..colon] is var host && host.Contains(':', StringComparison.Ordinal) && host is not ['[', .., ']']
                ? $"'{text}' is an IPv6 address without brackets: write [ADDRESS]:PORT"
            : null;
        value = null;
        return problem is null && TryCreate(text[..colon], text[(colon + 1)..], out value, out problem);
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
        var hasPort = int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= ushort.MaxValue;
        var bare = host is ['[', .. var inner, ']'] ? inner : host;
        problem = !hasPort ? $"'{port}' is not a port: write a number from 0 to 65535"
            : bare.AsSpan().ContainsAny('[', ']') || (bare.Length == 0 && host.Length > 0)
                ? $"'{host}' is not a host: brackets go around an IPv6 address, [ADDRESS]:PORT"
            : bare.AsSpan().ContainsAny(InvalidInHost) ? $"'{host}' is not a host: write only a name or an address"
            : IPAddress.TryParse(bare, out var literal) && literal is { IsIPv6LinkLocal: true, ScopeId: 0 }
                ? $"'{bare}' is a link-local address: add the interface, [{bare}%eth0]:PORT"
            : null;
        value = problem is null ? new HostPort(bare.Length == 0 ? "127.0.0.1" : bare, number) : null;
        return problem is null;
    }

    /// <summary><c>host:port</c>, with brackets around an IPv6 address.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
