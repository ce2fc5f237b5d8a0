namespace Tincan.Wires;

/// <summary>An address to listen on or connect to: <see cref="HostPort"/> or <see cref="UnixAddress"/>.</summary>
public abstract record WireAddress
{
    /// <summary>Parses <c>unix:PATH</c>, or an address as <see cref="HostPort.TryParse"/> does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The result.</param>
    /// <param name="problem">What is wrong, in one sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out WireAddress? value, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(UnixAddress.Scheme, StringComparison.Ordinal))
        {
            var isUnix = UnixAddress.TryParse(text, out var unix, out problem);
            value = unix;
            return isUnix;
        }

        var isTcp = HostPort.TryParse(text, out var tcp, out problem);
        value = tcp;
        return isTcp;
    }
}
