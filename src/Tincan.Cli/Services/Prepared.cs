using Tincan.Hosting;
using Tincan.Wires.Tls;

namespace Tincan.Cli.Services;

/// <summary>A service that is ready to run.</summary>
/// <param name="Server">The server.</param>
/// <param name="Fact">What its file or database contains, in a few words; null if it has none.</param>
/// <param name="Tls">TLS for clients; null for no TLS.</param>
internal sealed record Prepared(IServer Server, string? Fact = null, TlsServer? Tls = null)
{
    /// <summary>Where its messages end, if that is known only from a file; null if the plan of the service says it.</summary>
    public MessageCodec? Codec { get; init; }
}
